import { requireMemory, DofError, randomOrder, splitKey } from '@dof/core';
import type { PrepareContext, Prepared, SingularDirectionsOptions } from '@dof/core';
import { centre, joinVectors, topSingularDirections } from '@dof/linear-algebra';
import type { GradientCovarianceOptions } from './gradient-covariance-options.js';

/** Of the preparation's time, roughly: what the gradients take of it. */
const GRADIENT_SHARE = 0.5;

/** What `prepared.meta` of a gradient-covariance subspace holds. */
export interface GradientCovarianceMeta {
  /** Eigenvalues of `(1 / n) sum g g^T`, with g less the mean when centred; all n of them, falling. */
  readonly eigenvalues: readonly number[];
  /** How many of them stand clear of rounding. */
  readonly rank: number;
  readonly [key: string]: number | readonly number[];
}

/**
 * The leading eigenvectors of the gradients' covariance at the start. `arrays.directions` holds as many as the largest d
 * asked for takes, `[count, D]` row-major, unit length: any d takes the first d.
 */
export async function prepareGradientDirections(context: PrepareContext<GradientCovarianceOptions>): Promise<Prepared> {
  const { objective, backend, options, requested, signal } = context;
  signal.throwIfAborted();
  const limit = Math.max(...requested);
  requireMemory(
    4 * objective.dimension * (options.gradients + 2 * Math.min(limit, options.gradients)) +
      24 * options.gradients ** 2,
    `${options.gradients} gradients of D = ${objective.dimension} and their directions`,
    'ask for fewer gradients or a smaller d',
  );
  const gradients = await collectGradients(context, (share) => context.emit(GRADIENT_SHARE * share));
  const vectors = options.meanCentred ? centre(gradients) : gradients;
  const watched: SingularDirectionsOptions = {
    signal,
    onProgress: (share) => context.emit(GRADIENT_SHARE + (1 - GRADIENT_SHARE) * share),
  };
  const { directions, rank, singularValues } =
    (await backend.topSingularDirections?.(vectors, limit, watched)) ??
    (await topSingularDirections(vectors, limit, watched));
  const eigenvalues = Array.from(singularValues, (value) => value ** 2 / vectors.length);
  const meta: GradientCovarianceMeta = { eigenvalues, rank };
  return { meta, arrays: { directions: joinVectors(directions) } };
}

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
