import { createRequire } from 'node:module';

/** The functions used; the package's own types cannot be found through its exports. */
interface Cephes {
  /** The regularised lower incomplete gamma function, and 1 minus it. */
  igam(shape: number, x: number): number;
  igamc(shape: number, x: number): number;
  /** The inverse of `igamc`. */
  igami(shape: number, above: number): number;
  /** The inverse of the regularised incomplete beta function. */
  incbi(a: number, b: number, below: number): number;
  lgam(x: number): number;
  /** The normal quantile. */
  ndtri(below: number): number;
}

/** Its CommonJS form: compiled at once, where the other one has to be waited for. */
const { igam, igamc, igami, incbi, lgam, ndtri } = createRequire(import.meta.url)('cephes') as Cephes;

/** From this shape on, Cephes' own inverse of the incomplete gamma function gives up or loses digits. */
const LARGE_SHAPE = 200;
const MOST_STEPS = 20;

/** The number that a beta(a, b) variable is below with this probability. */
export function betaQuantile(probability: number, a: number, b: number): number {
  return incbi(a, b, probability);
}

/** The number that a chi-square variable is below with this probability, above 0 and below 1; 0 for 0 degrees. */
export function chiSquareQuantile(probability: number, degrees: number): number {
  if (degrees === 0) return 0;
  const shape = degrees / 2;
  const start = shape < LARGE_SHAPE ? igami(shape, 1 - probability) : wilsonHilferty(probability, shape);
  return 2 * refined(start, probability, shape);
}

/** Within 1e-4 for large shapes: the cube root of a gamma variable is close to normal (Wilson and Hilferty 1931). */
function wilsonHilferty(probability: number, shape: number): number {
  const variance = 1 / (9 * shape);
  return shape * (1 - variance + ndtri(probability) * Math.sqrt(variance)) ** 3;
}

/** Halley's steps to the root of the distribution function, from whichever end of it is the smaller. */
function refined(start: number, probability: number, shape: number): number {
  let x = start;
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const excess = probability < 0.5 ? igam(shape, x) - probability : 1 - probability - igamc(shape, x);
    const newton = excess / Math.exp((shape - 1) * Math.log(x) - x - lgam(shape));
    const bend = Math.min(1, Math.max(-1, newton * ((shape - 1) / x - 1)));
    const step = newton / (1 - bend / 2);
    x = Math.max(x / 2, x - step);
    if (!(Math.abs(step) > 1e-15 * x)) break;
  }
  return x;
}

/** The number that Student's t with these degrees of freedom is below with this probability. */
export function studentQuantile(probability: number, degrees: number): number {
  const tail = Math.min(probability, 1 - probability);
  const x = incbi(degrees / 2, 0.5, 2 * tail);
  const size = Math.sqrt(degrees * (1 / x - 1));
  return probability < 0.5 ? -size : size;
}
