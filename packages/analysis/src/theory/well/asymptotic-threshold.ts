import { checkNumber } from '../../check-input.js';
import { positiveRoot } from '../numerics/positive-root.js';
import { effectiveDimension, shiftedLoss } from './asymptotic-least-loss.js';
import { checkWell, startEnergies, type QuadraticWell } from './quadratic-well.js';

/**
 * The threshold training dimension d* of a quadratic well for large D: the real number d at which
 * {@link asymptoticLeastLoss} equals `loss`. Both are monotone in the shift s, so one root suffices: s from
 * 1/2 sum_i s lambda_i v_i^2 / (lambda_i + s) = loss, then d* = sum_i lambda_i / (lambda_i + s).
 *
 * Unlike the paper's estimate it also holds where the semi-axes of the sub-level set are longer than the distance of
 * the start, R < r_i. The least whole d that succeeds with probability 1/2 is about this number rounded up.
 *
 * For a start in a random direction this is the threshold of the mean loss. Where a few eigenvalues carry most of it
 * the loss is skewed from start to start, and the median threshold over starts lies a few per cent lower at large eps;
 * for a given start, give its vector.
 *
 * @param loss eps, at least 0. The threshold is 0 when the start is already there, and the rank of H for eps = 0.
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for a malformed well or a negative loss.
 */
export function asymptoticThreshold(well: QuadraticWell, loss: number): number {
  checkWell(well);
  checkNumber('The loss', loss, 0);
  const { eigenvalues } = well;
  const energies = startEnergies(well);
  const start = energies.reduce((sum, energy) => sum + energy, 0) / 2;
  if (loss >= start) return 0;
  if (loss === 0) return effectiveDimension(eigenvalues, 0);
  const guess = eigenvalues.reduce((largest, eigenvalue) => Math.max(largest, eigenvalue), 0);
  return effectiveDimension(
    eigenvalues,
    positiveRoot((shift) => shiftedLoss(eigenvalues, energies, shift) - loss, guess),
  );
}
