import type { Objective } from '../contracts/objective.js';
import type { RandomKey } from '../contracts/random-key.js';
import type { BurnInStart } from '../contracts/run.js';
import { DofError } from '../errors/dof-error.js';
import { trainFullSpace } from './train-full-space.js';

/** What burning in needs. */
export interface BurnInContext {
  readonly objective: Objective;
  readonly recipe: Pick<BurnInStart, 'steps' | 'learningRate' | 'momentum' | 'batchSize'>;
  /** Examples in the training set. */
  readonly trainCount: number;
  /** Orders the data. */
  readonly key: RandomKey;
  readonly signal: AbortSignal;
  /** Called after every step with the share of all steps done; may pause the work. */
  onStep(share: number): void | Promise<void>;
}

/**
 * Moves `w` (length D) by exactly `recipe.steps` full-space steps of gradient descent with momentum. With the same key,
 * fewer steps end on the way of more. Throws DOF_BURN_IN_DIVERGED when the loss stops being finite.
 */
export async function burnIn(w: Float32Array, { recipe, onStep, ...context }: BurnInContext): Promise<void> {
  const { steps, learningRate, momentum, batchSize } = recipe;
  await trainFullSpace(w, {
    ...context,
    steps,
    recipe: { optimizer: { name: 'momentum', learningRate, momentum }, schedule: [], batchSize },
    diverged: (step) => diverged(recipe, step),
    onStep: (done) => onStep(done / steps),
  });
}

function diverged(recipe: BurnInContext['recipe'], step: number): DofError {
  return new DofError(
    'DOF_BURN_IN_DIVERGED',
    `burning in for ${recipe.steps} steps at learning rate ${recipe.learningRate} diverged at step ${step}: use a smaller rate`,
  );
}
