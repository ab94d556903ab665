import { strictObject, trainingSchemaWith } from '@dof/core';
import { z } from 'zod';

/** The section `prediction` of an experiment file: how `dof theory predict` gets from full training to thresholds. */
export const predictionSettings = strictObject({
  /** Of all D parameters, from the initialisation to w*; the default goes on where a burn-in's defaults end. */
  training: trainingSchemaWith({ name: 'momentum', learningRate: 0.05 }, 20).prefault({}),
  /** The matrix that stands for the curvature of the loss at w*. */
  curvature: z.enum(['gauss-newton', 'hessian']).default('gauss-newton'),
  /** Training examples that the curvature is taken over; all of them where there are fewer. */
  examples: z.int().min(1).default(2000),
  /** Random vectors for the spectrum. */
  probes: z.int().min(2).max(1000).default(8),
  /** Lanczos steps for each of them and for each start. */
  steps: z.int().min(1).max(10_000).default(60),
  /** How many of the experiment's seeds are predicted for. */
  seeds: z.int().min(1).default(1),
}).prefault({});

export type PredictionSettings = Readonly<z.output<typeof predictionSettings>>;
