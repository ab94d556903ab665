import { loneMethodSchema, strictObject } from '@dof/core';
import { z } from 'zod';

/** The section `benchmark` of an experiment file: how `dof benchmark` compares the methods with the null model. */
export const benchmarkSettings = strictObject({
  /** The method that the others are compared with. */
  null: loneMethodSchema.prefault('random'),
  /** Tried for the null and for every method alike, on seeds of their own; none: the recipes are taken as they are. */
  learningRates: z.array(z.number().positive()).default([]),
  /** Seeds each learning rate is tried on, none of them among the experiment's own. */
  tuningSeeds: z.int().min(1).max(1000).default(1),
  /** Levels of the test accuracy, beside the loss levels of `analysis`. */
  accuracyLevels: z.array(z.number().gt(0).max(1)).default([]),
}).prefault({});

export type BenchmarkSettings = Readonly<z.output<typeof benchmarkSettings>>;
