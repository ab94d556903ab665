import type { Batch, LossName, Objective } from '@dof/core';
import { invalidInput } from '../../check-input.js';
import { euclideanNorm } from '../../theory/numerics/gram-matrix.js';
import { curvatureBatches, type CurvaturePoint, displace } from './curvature-point.js';
import { requireStep } from './finite-difference-step.js';
import { outputHessian } from './output-hessian.js';
import type { SymmetricOperator } from './symmetric-operator.js';

export interface GaussNewtonPoint extends CurvaturePoint {
  readonly loss: LossName;
  /** K, the network's outputs for one example. */
  readonly outputCount: number;
}

/**
 * The Gauss-Newton matrix of the mean loss, G = (1/N) sum_n J_n^T H_n J_n, J_n = dz_n/dw the Jacobian of an example's
 * outputs and H_n the Hessian of its loss in them (Schraudolph 2002): the Hessian without the curvature of the network
 * itself, positive semidefinite, equal to it where the network is linear in w or the loss gradient in z vanishes.
 *
 * J v is a central difference of outputs over the step h in the direction of v, H_n is exact, and J^T is the engine's
 * own. For networks of ReLUs the error of J v comes from those that switch within h; see {@link chooseStep}.
 *
 * @param step h, a length in parameter space.
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for an engine that gives no outputs, no examples, or a bad step.
 */
export function gaussNewtonOperator(point: GaussNewtonPoint, step: number): SymmetricOperator {
  requireStep(step);
  const { w, outputCount, examples } = point;
  const objective = requireOutputs(point.objective);
  const { dimension } = objective;
  const multiply = outputHessian[point.loss];
  const batches = curvatureBatches(point);
  const largest = Math.min(point.batchSize, examples.length) * outputCount;
  const [ahead, behind, cotangents] = Array.from({ length: 3 }, () => new Float32Array(largest));
  // z(w) is the same in every product: N K numbers, filled in by the first.
  const here: Float32Array[] = [];
  const displaced = new Float32Array(dimension);
  const gradient = new Float32Array(dimension);
  const perturbation = new Float64Array(outputCount);

  const outputsOf = async (batch: Batch, size: number) => {
    const outputs = new Float32Array(size);
    await objective.outputs(w, batch, outputs);
    return outputs;
  };
  const outputsAt = async (v: Float64Array, distance: number, batch: Batch, out: Float32Array) => {
    displace(w, v, distance, displaced);
    await objective.outputs(displaced, batch, out.subarray(0, batch.indices.length * outputCount));
  };
  return {
    dimension,
    async apply(v, out) {
      const length = euclideanNorm(v);
      out.fill(0);
      if (length === 0) return;
      const distance = step / length;
      for (const [index, batch] of batches.entries()) {
        const size = batch.indices.length * outputCount;
        here[index] ??= await outputsOf(batch, size);
        await outputsAt(v, distance, batch, ahead);
        await outputsAt(v, -distance, batch, behind);
        for (let at = 0; at < size; at += outputCount) {
          for (let k = 0; k < outputCount; k++) {
            perturbation[k] = (ahead[at + k] - behind[at + k]) / (2 * distance);
          }
          multiply(here[index].subarray(at, at + outputCount), perturbation);
          cotangents.set(perturbation, at);
        }
        await objective.pullbackOutputs(w, batch, cotangents.subarray(0, size), gradient);
        for (let i = 0; i < dimension; i++) out[i] += gradient[i] / examples.length;
      }
    },
  };
}

type WithOutputs = Objective & Required<Pick<Objective, 'outputs' | 'pullbackOutputs'>>;

function requireOutputs(objective: Objective): WithOutputs {
  if (objective.outputs !== undefined && objective.pullbackOutputs !== undefined) return objective as WithOutputs;
  throw invalidInput(
    'The engine gives no outputs of the network, which Gauss-Newton products need; use another engine or the Hessian.',
  );
}
