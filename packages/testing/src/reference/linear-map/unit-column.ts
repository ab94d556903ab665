/** The column scaled to unit length in float64. */
export function unitColumn(column: ArrayLike<number>): Float64Array {
  const entries = Float64Array.from(column);
  const norm = Math.sqrt(entries.reduce((sum, entry) => sum + entry * entry, 0));
  return entries.map((entry) => entry / norm);
}
