import { CONTRACT_VERSION, strictObject } from '@dof/core';
import type { AttainableDegreesOfFreedom, DofReductionMethod, ParameterLayout, Prepared } from '@dof/core';
import { z } from 'zod';
import { anchoredTraining, type AnchoredPath } from './anchored-training.js';
import { widthDirection } from './measure-width.js';
import { anchoredTrainingSchema, penaltySchema } from './width-settings.js';

const optionsSchema = strictObject({
  distance: z.number().positive().describe('T, in lengths |w_t| of the starting point'),
  direction: z.int().min(0).max(0xffffffff).describe('which of the random directions of a seed'),
  training: anchoredTrainingSchema,
  penalty: penaltySchema,
  /** Losses over whole sets depend on it, and a preparation's key has the method's options alone. */
  evaluationBatchSize: z.int().min(1),
});

export type AnchoredTrainingOptions = z.output<typeof optionsSchema>;

/**
 * Anchored training as a task for workers, the store and the queue, which know work on the full space as the
 * preparation of a method. What it finds is wanted for itself: nobody trains with it, and it makes no map.
 */
export const anchoredTrainingMethod: DofReductionMethod<AnchoredTrainingOptions> = {
  name: 'anchored-training',
  version: '1',
  contractVersion: CONTRACT_VERSION,
  description: 'one training of a Gaussian-width measurement, from an anchor in a random direction',
  options: optionsSchema,
  capabilities: { linear: true, nested: true, reachesFullSpace: true },
  attainable,
  preparationBatchSize: ({ training }) => training.batchSize,
  async prepare({ objective, start, options, trainCount, key, signal, emit }) {
    const path = await anchoredTraining({
      ...{ objective, trainCount, key, signal },
      start: start.w,
      direction: widthDirection(key, options.direction, objective.dimension),
      distance: options.distance,
      recipe: options.training,
      penalty: options.penalty,
      onStep: emit,
    });
    return toPrepared(path);
  },
  reparametrise: async () => {
    throw new TypeError('anchored-training is measured with, and makes no map to train in');
  },
};

function attainable({ dimension }: ParameterLayout): AttainableDegreesOfFreedom {
  return { values: [dimension] };
}

function toPrepared({ startLoss, distance, points }: AnchoredPath): Prepared {
  const column = (name: keyof AnchoredPath['points'][number]) => Float64Array.from(points, (point) => point[name]);
  return {
    meta: { startLoss, distance },
    arrays: { losses: column('loss'), along: column('along'), across: column('across') },
  };
}

/** What the method's preparation found. Throws a TypeError for a preparation of something else. */
export function anchoredPathOf({ meta, arrays }: Prepared): AnchoredPath {
  const { startLoss, distance } = meta as { readonly startLoss: number; readonly distance: number };
  const { losses, along, across } = arrays;
  if (losses === undefined || along === undefined || across === undefined) {
    throw new TypeError('the preparation is not that of an anchored training');
  }
  const points = Array.from(losses, (loss, i) => ({ loss, along: along[i], across: across[i] }));
  return { startLoss, distance, points };
}
