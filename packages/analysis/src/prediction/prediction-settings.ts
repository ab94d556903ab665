import { strictObject, trainingSchemaWith } from '@dof/core';
import { z } from 'zod';

/** The section `prediction` of an experiment file: how `dof theory predict` gets from full training to thresholds. */
export const predictionSettings = strictObject({
  // Goes on where a burn-in's defaults end.
  training: trainingSchemaWith({ name: 'momentum', learningRate: 0.05 }, 20)
    .prefault({})
    .describe('of all D parameters, from the initialisation to w*'),
  curvature: z
    .enum(['gauss-newton', 'hessian'])
    .default('gauss-newton')
    .describe('the matrix that stands for the curvature of the loss at w*'),
  examples: z
    .int()
    .min(1)
    .default(2000)
    .describe('training examples that the curvature is taken over; all of them where there are fewer'),
  probes: z.int().min(2).max(1000).default(8).describe('random vectors for the spectrum'),
  steps: z.int().min(1).max(10_000).default(60).describe('Lanczos steps for each of them and for each start'),
  seeds: z.int().min(1).default(1).describe("how many of the experiment's seeds are predicted for"),
})
  .prefault({})
  .describe('how `dof theory predict` gets from full training to thresholds');

export type PredictionSettings = Readonly<z.output<typeof predictionSettings>>;
