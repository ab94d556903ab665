import { checkNumber } from '../../theory/check-input.js';
import type { Quadrature } from '../lanczos/gauss-quadrature.js';
import type { SpectralMeasure } from '../lanczos/spectral-measure.js';
import type { Estimate } from './estimate.js';

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
