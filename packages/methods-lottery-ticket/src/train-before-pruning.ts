import { DofError, splitKey, trainFullSpace } from '@dof/core';
import type { PrepareContext } from '@dof/core';
import type { TicketOptions } from './ticket-options.js';

/** Steps of a whole training run before pruning. */
export function stepsOf({ epochs, batchSize }: TicketOptions, trainCount: number): number {
  return epochs * Math.floor(trainCount / batchSize);
}

/**
 * Trains the survivors in place, by gradient descent with momentum on the loss with its L2 term; the others stay at 0.
 *
 * @param w length D, 0 where pruned
 * @param survives length D: 1 for survivors, 0 for the others
 * @param level which run this is; orders its batches
 * @param onStep told the number of steps done; may pause the work
 */
export async function trainBeforePruning(
  w: Float32Array,
  survives: Uint8Array,
  { objective, options, trainCount, key, signal }: PrepareContext<TicketOptions>,
  level: number,
  steps: number,
  onStep: (done: number) => void | Promise<void>,
): Promise<void> {
  const { learningRate, momentum, batchSize, l2 } = options;
  const kernels = objective.layout.segments.filter(({ kind }) => kind === 'kernel');
  await trainFullSpace(w, {
    objective,
    recipe: { optimizer: { name: 'momentum', learningRate, momentum }, schedule: [], batchSize },
    steps,
    trainCount,
    key: splitKey(splitKey(key, 'pruning level'), level),
    signal,
    adjust: (at, gradient) => {
      for (const { offset, length } of kernels) {
        for (let i = offset; i < offset + length; i++) gradient[i] += l2 * at[i];
      }
      for (let i = 0; i < gradient.length; i++) if (survives[i] === 0) gradient[i] = 0;
    },
    onStep,
  });
  if (!w.every(Number.isFinite)) {
    throw new DofError(
      'DOF_TRAINING_DIVERGED',
      `training before pruning at learning rate ${learningRate} diverged in its last step: use a smaller rate`,
    );
  }
}
