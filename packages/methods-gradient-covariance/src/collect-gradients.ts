import { DofError, randomOrder, splitKey } from '@dof/core';
import type { PrepareContext } from '@dof/core';
import type { GradientCovarianceOptions } from './gradient-covariance-options.js';

/**
 * The gradients of the loss at the start over disjoint random batches of the training set.
 *
 * @param onShare told the share of the gradients done; may pause the work
 * @throws DOF_BAD_OPTIONS when there are too few examples, DOF_TRAINING_DIVERGED when a gradient is not finite
 */
export async function collectGradients(
  { objective, options, start, trainCount, key, signal }: PrepareContext<GradientCovarianceOptions>,
  onShare: (share: number) => void | Promise<void>,
): Promise<Float32Array[]> {
  const { gradients, batchSize } = options;
  if (gradients * batchSize > trainCount) {
    throw new DofError(
      'DOF_BAD_OPTIONS',
      `${gradients} gradients of ${batchSize} examples each take more than the ${trainCount} of the training set: ` +
        'use fewer, or smaller batches',
    );
  }
  const order = randomOrder(splitKey(key, 'gradients'), trainCount);
  const collected: Float32Array[] = [];
  for (let n = 0; n < gradients; n++) {
    signal.throwIfAborted();
    const gradient = new Float32Array(objective.dimension);
    const indices = order.slice(n * batchSize, (n + 1) * batchSize);
    await objective.lossAndGradient(start.w, { split: 'train', indices }, gradient);
    if (!gradient.every(Number.isFinite)) {
      throw new DofError('DOF_TRAINING_DIVERGED', 'a gradient at the starting point is not finite: use another start');
    }
    collected.push(gradient);
    await onShare((n + 1) / gradients);
  }
  return collected;
}
