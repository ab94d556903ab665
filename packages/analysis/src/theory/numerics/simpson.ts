/** Composite Simpson rule on [from, to] with `intervals` (even) equal parts. */
export function simpson(f: (x: number) => number, from: number, to: number, intervals = 2000): number {
  const h = (to - from) / intervals;
  let sum = f(from) + f(to);
  for (let i = 1; i < intervals; i++) sum += (i % 2 === 1 ? 4 : 2) * f(from + i * h);
  return (sum * h) / 3;
}
