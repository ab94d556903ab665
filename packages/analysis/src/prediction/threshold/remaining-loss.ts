import type { Quadrature } from '../lanczos/gauss-quadrature.js';
import type { SpectralMeasure } from '../lanczos/spectral-measure.js';
import type { Estimate } from './estimate.js';

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
