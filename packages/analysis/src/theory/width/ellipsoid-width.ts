import { checkNonNegativeValues } from '../../check-input.js';

export interface EllipsoidWidthBounds {
  readonly lower: number;
  readonly upper: number;
}

/** Step and half-range of the trapezoidal rule in x = log t; see below for why they suffice. */
const STEP = 0.25;
const HALF_RANGE = 76;

/**
 * Gaussian width of the solid ellipsoid with the given semi-axes r_i (and of its surface), whose support function is
 * sqrt(sum r_i^2 g_i^2): the exact expectation, with a relative error below 1e-12.
 *
 * From sqrt(q) = (1 / (2 sqrt(pi))) int_0^inf (1 - e^(-t q)) t^(-3/2) dt and the Laplace transform of a sum of
 * weighted chi-squares,
 *
 *   E sqrt(q) = (1 / (2 sqrt(pi))) int_0^inf (1 - prod_i (1 + 2 t r_i^2)^(-1/2)) t^(-3/2) dt.
 *
 * In x = log t the integrand is analytic in the strip |Im x| < pi, so the trapezoidal rule errs by about
 * e^(-2 pi^2 / STEP); it falls as e^(-|x| / 2) on both sides, so cutting at HALF_RANGE costs about 1e-16.
 *
 * @param semiAxes r_i of shape [D], not negative.
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for no semi-axes, or one that is negative or not finite.
 */
export function ellipsoidWidth(semiAxes: Float64Array): number {
  checkNonNegativeValues('semiAxes', semiAxes);
  const longest = semiAxes.reduce((a, b) => Math.max(a, b));
  if (longest === 0) return 0;
  const relative = semiAxes.map((r) => (r / longest) ** 2).filter((q) => q > 0);
  const scale = relative.reduce((sum, q) => sum + q, 0);
  let integral = 0;
  for (let x = -HALF_RANGE; x <= HALF_RANGE; x += STEP) {
    const t = (2 * Math.exp(x)) / scale;
    let logarithm = 0;
    for (let i = 0; i < relative.length; i++) logarithm += Math.log1p(t * relative[i]);
    integral -= Math.expm1(-0.5 * logarithm) * Math.exp(-0.5 * x);
  }
  return (longest * Math.sqrt(scale) * STEP * integral) / (2 * Math.sqrt(Math.PI));
}

/**
 * sqrt(2 / pi) sqrt(sum r_i^2) <= width <= sqrt(sum r_i^2) (Larsen et al. 2022, appendix on the quadratic well). The
 * lower bound is reached by a segment, the upper one in the limit of many equal axes.
 *
 * @throws DofError `DOF_THEORY_INPUT_INVALID` as {@link ellipsoidWidth}.
 */
export function ellipsoidWidthBounds(semiAxes: Float64Array): EllipsoidWidthBounds {
  checkNonNegativeValues('semiAxes', semiAxes);
  const upper = Math.sqrt(semiAxes.reduce((sum, r) => sum + r * r, 0));
  return { lower: Math.sqrt(2 / Math.PI) * upper, upper };
}
