import { strictObject, trainingSchemaWith } from '@dof/core';
import { z } from 'zod';

/** How strongly trainings are held to their anchors. */
export const penaltySchema = strictObject({
  from: z.number().positive().default(4).describe('in the first epoch'),
  to: z.number().positive().default(0.001).describe('in the last one; it changes by the same factor each epoch'),
});

/** The training of all D parameters from an anchor. */
export const anchoredTrainingSchema = trainingSchemaWith({ name: 'adam', learningRate: 0.004 }, 28);

/** The section `width` of an experiment file: how `dof theory width` measures Gaussian widths. */
export const widthSettings = strictObject({
  training: anchoredTrainingSchema
    .prefault({})
    .describe('of all D parameters, from an anchor at distance T from the start in a random direction'),
  penalty: penaltySchema
    .prefault({})
    .describe('lambda: the weight of half the squared distance from the anchor, added to the loss'),
  directions: z.int().min(1).max(10_000).default(3).describe('random directions of every seed and start'),
  seeds: z
    .int()
    .min(1)
    .default(3)
    .describe("how many of the experiment's seeds are measured; all where there are fewer"),
  distances: z
    .array(z.number().positive())
    .min(1)
    .default([2, 4, 8])
    .describe(
      'the T that the first direction of a start begins with, in lengths |w_t| of the starting point (1 where that is 0)',
    ),
  tolerance: z
    .number()
    .positive()
    .max(1)
    .default(0.06)
    .describe('a search goes on while the squared sine of its angle may still fall by more than this share'),
  budget: z
    .int()
    .min(1)
    .default(9)
    .describe('the most trainings of one direction, at least one for each of `distances`'),
})
  .refine(({ distances, budget }) => budget >= distances.length, {
    path: ['budget'],
    message: 'must be at least the number of distances',
  })
  .prefault({})
  .describe('how `dof theory width` measures the Gaussian width of sub-level sets');

export type WidthSettings = Readonly<z.output<typeof widthSettings>>;
