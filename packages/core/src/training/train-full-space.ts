import type { Objective } from '../contracts/objective.js';
import type { RandomKey } from '../contracts/random-key.js';
import type { TrainingRecipe } from '../contracts/training-recipe.js';
import { DofError } from '../errors/dof-error.js';
import { createFullSpaceOptimizer } from '../optimizers/create-full-space-optimizer.js';
import { learningRateAt } from '../optimizers/learning-rate.js';
import { requireWholeBatch, trainingBatches } from './training-batches.js';

/** What training all D parameters for a number of steps needs, and who hears of it. */
export interface FullSpaceTraining {
  readonly objective: Objective;
  readonly recipe: Pick<TrainingRecipe, 'optimizer' | 'schedule' | 'batchSize'>;
  readonly steps: number;
  /** Examples in the training set. */
  readonly trainCount: number;
  /** Orders the data. */
  readonly key: RandomKey;
  readonly signal: AbortSignal;
  /** Changes the gradient (length D) before the optimizer sees it: regularisers, masks. */
  adjust?(w: Float32Array, gradient: Float32Array): void;
  /** What to throw when the loss before this step, counted from 0, is not finite; default DOF_TRAINING_DIVERGED. */
  diverged?(step: number): Error;
  /** Called after every step with the number of steps done; may pause the work. */
  onStep(done: number): void | Promise<void>;
}

/**
 * Moves `w` (length D) by exactly `steps` steps of the optimizer in the full space. With the same key, fewer steps end
 * on the way of more, unless the schedule goes by how many there are. Throws DOF_TRAINING_DIVERGED when the loss stops being finite, DOF_BAD_BATCH_SIZE when the
 * training set has no whole batch, and the signal's reason when aborted.
 */
export async function trainFullSpace(w: Float32Array, training: FullSpaceTraining): Promise<void> {
  const { objective, recipe, steps, trainCount, key, signal } = training;
  requireWholeBatch(recipe.batchSize, trainCount);
  const optimizer = createFullSpaceOptimizer(recipe.optimizer, objective.dimension);
  const gradient = new Float32Array(objective.dimension);
  let step = 0;
  for (let epoch = 1; step < steps; epoch++) {
    for (const batch of trainingBatches(key, epoch, trainCount, recipe.batchSize)) {
      if (step === steps) return;
      signal.throwIfAborted();
      const loss = await objective.lossAndGradient(w, batch, gradient);
      if (!Number.isFinite(loss)) throw training.diverged?.(step) ?? diverged(training, step);
      training.adjust?.(w, gradient);
      optimizer.update(w, gradient, learningRateAt(recipe, step, steps));
      step += 1;
      await training.onStep(step);
    }
  }
}

function diverged({ recipe, steps }: FullSpaceTraining, step: number): DofError {
  return new DofError(
    'DOF_TRAINING_DIVERGED',
    `training in the full space for ${steps} steps at learning rate ${recipe.optimizer.learningRate} diverged at ` +
      `step ${step}: use a smaller rate`,
  );
}
