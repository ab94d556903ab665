import { euclideanNorm } from '../../theory/numerics/gram-matrix.js';
import { curvatureBatches, type CurvaturePoint, displace } from './curvature-point.js';
import { requireStep } from './finite-difference-step.js';
import type { SymmetricOperator } from './symmetric-operator.js';

/**
 * The Hessian of the mean loss by central differences of gradients,
 *
 *   H v = (grad L(w + h v/|v|) - grad L(w - h v/|v|)) |v| / (2 h),
 *
 * in two gradients per product. The error is h^2/6 of a third derivative, plus the engine's rounding over h, plus, for
 * networks with kinks, the ReLUs that switch within h; {@link chooseStep} finds the h that balances them and measures
 * what is left. The Hessian is indefinite where the loss is not convex.
 *
 * @param step h, a length in parameter space.
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for a step that is not above 0, or no examples.
 */
export function hessianOperator(point: CurvaturePoint, step: number): SymmetricOperator {
  requireStep(step);
  const { objective, w } = point;
  const { dimension } = objective;
  const batches = curvatureBatches(point);
  const displaced = new Float32Array(dimension);
  const gradient = new Float32Array(dimension);
  return {
    dimension,
    async apply(v, out) {
      const length = euclideanNorm(v);
      out.fill(0);
      if (length === 0) return;
      for (const sign of [1, -1]) {
        displace(w, v, (sign * step) / length, displaced);
        for (const batch of batches) {
          await objective.lossAndGradient(displaced, batch, gradient);
          const weight = (sign * length * batch.indices.length) / (2 * step * point.examples.length);
          for (let i = 0; i < dimension; i++) out[i] += weight * gradient[i];
        }
      }
    },
  };
}
