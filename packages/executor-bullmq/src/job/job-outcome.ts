import { preparationCostSchema, sha256Schema } from '@dof/core';
import { z } from 'zod';
import { historyEntrySchema } from './job-progress.js';

/**
 * A run's result as it travels: without the specification, which the coordinator has. Members that are not known here
 * pass, as data.
 */
const resultSchema = z.looseObject({
  hash: sha256Schema,
  status: z.enum(['finished', 'diverged']),
  dimension: z.int().min(1),
  realisedDegreesOfFreedom: z.int().min(0).optional(),
  jacobianRank: z.int().min(0).optional(),
  history: z.array(historyEntrySchema),
  best: z
    .strictObject({
      trainLoss: z.number(),
      trainAccuracy: z.number(),
      testLoss: z.number(),
      testAccuracy: z.number(),
    })
    .optional(),
  divergedAtStep: z.int().min(0).optional(),
  wallTimeSeconds: z.number().min(0),
  preparationCost: preparationCostSchema.optional(),
  finishedAt: z.string(),
  engineVariant: z.string(),
  machine: z
    .strictObject({ cpu: z.string(), cores: z.int().min(0), platform: z.string(), node: z.string() })
    .optional(),
});

export type TravellingResult = z.output<typeof resultSchema>;

/**
 * What came of a job: the result, with whether what was trained has been published under the key of the run's coordinates;
 * or that the preparation has been published under the job's hash.
 */
const outcomeSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('trained'), result: resultSchema, coordinates: z.literal(true).optional() }),
  z.strictObject({ type: z.literal('prepared'), hash: sha256Schema }),
]);

export type JobOutcome = z.output<typeof outcomeSchema>;

/** Returns undefined for what is no outcome of this piece of work. */
export function parseOutcome(value: unknown, hash: string): JobOutcome | undefined {
  const outcome = outcomeSchema.safeParse(value).data;
  if (outcome === undefined) return undefined;
  return (outcome.type === 'trained' ? outcome.result.hash : outcome.hash) === hash ? outcome : undefined;
}
