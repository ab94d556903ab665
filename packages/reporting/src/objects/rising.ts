/** The distinct values, rising. */
export function rising(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
