/** A layer as it stands in an experiment file. */
export interface PlainLayer {
  readonly type: string;
  readonly [setting: string]: string | number | boolean | undefined;
}

/** Points that tell the functions below apart, the nearest two of which differ by 4e-4 around 2. */
export const POINTS: readonly number[] = Array.from({ length: 49 }, (_, i) => (i - 24) / 4);

interface Known {
  readonly layer: PlainLayer;
  readonly values: readonly number[];
}

const known: readonly Known[] = [
  { layer: { type: 'silu' }, values: POINTS.map((x) => x / (1 + Math.exp(-x))) },
  { layer: { type: 'gelu', approximate: 'none' }, values: POINTS.map((x) => (x / 2) * (1 + erf(x / Math.SQRT2))) },
  {
    layer: { type: 'gelu' },
    values: POINTS.map((x) => (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))),
  },
  { layer: { type: 'relu' }, values: POINTS.map((x) => Math.max(x, 0)) },
];

/** The activation with these values at `POINTS`; undefined for another function. */
export function knownActivation(values: readonly number[]): PlainLayer | undefined {
  return known.find((one) => one.values.every((value, i) => Math.abs(value - values[i]) < 1e-5))?.layer;
}

/**
 * The error function to 1e-12 in the range of `POINTS`, by its series, all of whose terms are positive:
 * 2 / sqrt(pi) exp(-x^2) sum_n 2^n x^(2 n + 1) / (1 * 3 * ... * (2 n + 1)) (Abramowitz and Stegun 7.1.6).
 */
export function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let [term, sum] = [x, x];
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
