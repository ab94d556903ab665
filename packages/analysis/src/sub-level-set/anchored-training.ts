import {
  createFullSpaceOptimizer,
  DofError,
  learningRateAt,
  requireWholeBatch,
  splitKey,
  trainingBatches,
} from '@dof/core';
import type { Objective, RandomKey, TrainingRecipe } from '@dof/core';
import { euclideanNorm } from '../theory/numerics/gram-matrix.js';

/** How strongly a training is held to its anchor: lambda, falling geometrically from the first epoch to the last. */
export interface PenaltyRange {
  readonly from: number;
  readonly to: number;
}

export interface AnchoredTraining {
  readonly objective: Objective;
  /** w_t, length D. */
  readonly start: Float32Array;
  /** g, length D; only its direction counts. */
  readonly direction: Float64Array;
  /** T, in lengths |w_t| of the start, or 1 where that is 0: the anchor is `w_t + T g / |g|`. */
  readonly distance: number;
  readonly recipe: TrainingRecipe;
  readonly penalty: PenaltyRange;
  /** Examples in the training set. */
  readonly trainCount: number;
  /** Orders the data. */
  readonly key: RandomKey;
  readonly signal?: AbortSignal;
  /** Called after every step with the share of all steps done; may pause the work. */
  onStep?(share: number): void | Promise<void>;
}

/** What a training found. */
export interface AnchoredPath {
  /** L(w_t) over the training set. */
  readonly startLoss: number;
  /** T as a length in parameter space. */
  readonly distance: number;
  /** The anchor, the mean point of every epoch, and the middle between one mean and the next; fewer where training diverged. */
  readonly points: readonly AnchoredPoint[];
}

/** A point on the way of a training, as seen from the start. */
export interface AnchoredPoint {
  /** L over the training set. */
  readonly loss: number;
  /** Its distance from the start along g, which may be negative, and across it. */
  readonly along: number;
  readonly across: number;
}

/**
 * Trains all D parameters from the anchor `a = w_t + T g / |g|`, minimising `L(w) + lambda / 2 |w - a|^2` with lambda
 * falling from epoch to epoch, each epoch going on from the last. Its points get ever lower in loss and ever further from g as
 * seen from w_t: how far a direction must be turned to reach each loss. With T and lambda varied, the least of these
 * angles gives the Gaussian width of the sub-level set (Larsen et al. 2022, section 3).
 *
 * The point of an epoch is the mean of its steps: in each of the D coordinates a step is off by the noise of its batch,
 * which adds to the distance from g and which a mean takes away. The middle between two of them is measured too, so that some
 * point has a loss not far below each level.
 *
 * @throws DofError DOF_BAD_BATCH_SIZE when the training set has no whole batch, DOF_TRAINING_DIVERGED when the loss at the
 * start is not finite; the signal's reason when aborted.
 */
export async function anchoredTraining(training: AnchoredTraining): Promise<AnchoredPath> {
  const { objective, start, direction, recipe, penalty, trainCount, key, signal, onStep } = training;
  requireWholeBatch(recipe.batchSize, trainCount);
  const { loss: startLoss } = await objective.evaluate(start, 'train');
  if (!Number.isFinite(startLoss)) {
    throw new DofError(
      'DOF_TRAINING_DIVERGED',
      `the loss at the starting point is ${startLoss}: use another start, or a smaller learning rate for its burn-in`,
    );
  }
  const distance = training.distance * (euclideanNorm(Float64Array.from(start)) || 1);
  const length = euclideanNorm(direction);
  const unit = direction.map((entry) => entry / length);
  const anchor = Float64Array.from(start, (entry, i) => entry + distance * unit[i]);
  const w = Float32Array.from(anchor);
  const gradient = new Float32Array(w.length);
  const optimizer = createFullSpaceOptimizer(recipe.optimizer, w.length);
  const points: AnchoredPoint[] = [];
  const path: AnchoredPath = { startLoss, distance, points };
  const stepsPerEpoch = Math.floor(trainCount / recipe.batchSize);
  const totalSteps = stepsPerEpoch * recipe.epochs;
  let last: Float64Array | undefined;
  let step = 0;

  const measure = async (point: Float32Array): Promise<boolean> => {
    signal?.throwIfAborted();
    const { loss } = await objective.evaluate(point, 'train');
    if (!Number.isFinite(loss)) return false;
    points.push({ loss, ...seenFrom(start, point, unit) });
    return true;
  };

  await measure(w);
  for (let epoch = 1; epoch <= recipe.epochs; epoch++) {
    const lambda = penaltyAt(penalty, epoch, recipe.epochs);
    const mean = new Float64Array(w.length);
    for (const batch of trainingBatches(splitKey(key, 'order'), epoch, trainCount, recipe.batchSize)) {
      signal?.throwIfAborted();
      const loss = await objective.lossAndGradient(w, batch, gradient);
      if (!Number.isFinite(loss)) return path;
      for (let i = 0; i < w.length; i++) gradient[i] += lambda * (w[i] - anchor[i]);
      optimizer.update(w, gradient, learningRateAt(recipe, step, totalSteps));
      for (let i = 0; i < w.length; i++) mean[i] += w[i] / stepsPerEpoch;
      step += 1;
      await onStep?.(step / totalSteps);
    }
    const before = last;
    if (before !== undefined && !(await measure(Float32Array.from(mean, (entry, i) => (entry + before[i]) / 2))))
      return path;
    if (!(await measure(Float32Array.from(mean)))) return path;
    last = mean;
  }
  return path;
}

/** The epoch of a path's point, given by its index: whole numbers for means, halves between them, 0 for the anchor. */
export function epochOfPoint(index: number): number {
  return index === 0 ? 0 : (index + 1) / 2;
}

/** lambda in an epoch, counted from 1; between two for a point between them. */
export function penaltyAt({ from, to }: PenaltyRange, epoch: number, epochs: number): number {
  return epochs === 1 ? from : from * (to / from) ** ((epoch - 1) / (epochs - 1));
}

/** sin^2 of the angle between g and a point as seen from the start; 1 from a right angle on. */
export function sineSquared({ along, across }: Pick<AnchoredPoint, 'along' | 'across'>): number {
  return along > 0 ? across ** 2 / (across ** 2 + along ** 2) : 1;
}

function seenFrom(start: Float32Array, w: Float32Array, unit: Float64Array): Pick<AnchoredPoint, 'along' | 'across'> {
  let along = 0;
  for (let i = 0; i < w.length; i++) along += (w[i] - start[i]) * unit[i];
  // Summed apart and not as a difference of squares: for small angles that would leave no digits.
  let across = 0;
  for (let i = 0; i < w.length; i++) across += (w[i] - start[i] - along * unit[i]) ** 2;
  return { along, across: Math.sqrt(across) };
}
