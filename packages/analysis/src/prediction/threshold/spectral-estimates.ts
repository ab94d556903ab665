import { checkNumber } from '../../check-input.js';
import type { Quadrature } from '../lanczos/gauss-quadrature.js';
import type { SpectralMeasure } from '../lanczos/spectral-measure.js';

/** A number with what is not known about it. */
export interface Estimate {
  readonly value: number;
  /** From below and above, by what Lanczos has left undone. */
  readonly lower: number;
  readonly upper: number;
  /** Standard error from the random probes; 0 where none took part. */
  readonly standardError: number;
}

/**
 * tr A (A + s)^-1 = sum_i lambda_i / (lambda_i + s), the number of directions that a random subspace of shift s
 * resolves, from the spectral measures of random vectors. The value is that of Gauss' rule, which is the upper bound too.
 *
 * @param probes as of `stochasticLanczosQuadrature`, at least 2.
 * @param shift s, above 0.
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for fewer than 2 probes, or a shift that is not above 0.
 */
export function effectiveDimensionEstimate(probes: readonly SpectralMeasure[], shift: number): Estimate {
  checkNumber('The number of probes', probes.length, 2);
  checkNumber('The shift', shift, Number.MIN_VALUE);
  const upper = probes.map(({ gauss }) => resolved(gauss, shift));
  const lower = probes.map(({ radau }) => resolved(radau, shift));
  const value = mean(upper);
  const variance = upper.reduce((sum, x) => sum + (x - value) ** 2, 0) / (probes.length - 1);
  return { value, lower: mean(lower), upper: value, standardError: Math.sqrt(variance / probes.length) };
}

function resolved({ nodes, weights }: Quadrature, shift: number): number {
  return nodes.reduce((sum, node, k) => sum + (weights[k] * node) / (node + shift), 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * 1/2 sum_i s lambda_i v_i^2 / (lambda_i + s): what of the quadratic 1/2 v^T A v is left in a random subspace of shift s
 * through the start v, from the spectral measure of v. All of it for an infinite s. The value is that of Gauss' rule,
 * which is the upper bound too.
 */
export function remainingLoss({ gauss, radau }: SpectralMeasure, shift: number): Estimate {
  const value = shifted(gauss, shift);
  return { value, lower: shifted(radau, shift), upper: value, standardError: 0 };
}

function shifted({ nodes, weights }: Quadrature, shift: number): number {
  const sum = nodes.reduce((total, node, k) => total + (weights[k] * node) / (1 + node / shift), 0);
  return sum / 2;
}
