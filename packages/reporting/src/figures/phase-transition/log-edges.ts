/** Half the width of a lone column, as a factor. */
const LONE = Math.SQRT2;

/**
 * Edges of the columns around rising positive positions on a logarithmic axis: halfway to the neighbours, and as far
 * outward at both ends. One more than positions.
 */
export function logEdges(positions: readonly number[]): number[] {
  if (positions.length === 0) return [1, 10];
  const inner = positions.slice(1).map((position, i) => Math.sqrt(position * positions[i]));
  const first = positions[0];
  const last = positions[positions.length - 1];
  const left = inner.length > 0 ? first ** 2 / inner[0] : first / LONE;
  const right = inner.length > 0 ? last ** 2 / inner[inner.length - 1] : last * LONE;
  return [left, ...inner, right];
}
