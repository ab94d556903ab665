/** The quantile of rising numbers, interpolated linearly between them (Hyndman and Fan 1996, type 7). */
export function quantile(rising: ArrayLike<number>, share: number): number {
  const position = share * (rising.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, rising.length - 1);
  return rising[below] + (position - below) * (rising[above] - rising[below]);
}
