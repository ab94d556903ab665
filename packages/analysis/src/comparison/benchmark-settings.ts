import { loneMethodSchema, strictObject } from '@dof/core';
import { z } from 'zod';

/** The section `benchmark` of an experiment file: how `dof benchmark` compares the methods with the null model. */
export const benchmarkSettings = strictObject({
  null: loneMethodSchema.prefault('random').describe('the method that the others are compared with'),
  learningRates: z
    .array(z.number().positive())
    .default([])
    .describe(
      'tried for the null and for every method alike, on seeds of their own; none: the recipes are taken as they are',
    ),
  tuningSeeds: z
    .int()
    .min(1)
    .max(1000)
    .default(1)
    .describe("seeds each learning rate is tried on, none of them among the experiment's own"),
  accuracyLevels: z
    .array(z.number().gt(0).max(1))
    .default([])
    .describe('levels of the test accuracy, beside the loss levels of `analysis`'),
})
  .prefault({})
  .describe('how `dof benchmark` compares the methods with the null model');

export type BenchmarkSettings = Readonly<z.output<typeof benchmarkSettings>>;
