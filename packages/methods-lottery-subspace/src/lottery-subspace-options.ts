import { strictObject } from '@dof/core';
import { z } from 'zod';

/** Snapshots of a trajectory when the options leave it open: 5.5 epochs of MNIST at one every 5 steps of 128. */
export const DEFAULT_SNAPSHOTS = 512;

/** Options of the lottery subspace. The training run is gradient descent with momentum in the full space. */
export const lotterySubspaceOptions = strictObject({
  every: z.int().min(1).default(5).describe('steps between snapshots'),
  snapshots: z
    .union([z.literal('auto'), z.int().min(1)])
    .default('auto')
    .describe(`snapshots of the trajectory; auto: ${DEFAULT_SNAPSHOTS}, with reference as many as the largest d`),
  vectors: z
    .enum(['increments', 'displacements'])
    .default('increments')
    .describe('moves between snapshots, or from the start to each'),
  meanCentred: z.boolean().default(false).describe('subtract the mean of the vectors'),
  scaled: z.boolean().default(false).describe('scale each coordinate by its singular value over the largest'),
  whenFewer: z.enum(['error', 'fewer']).default('error').describe('what to do at a d with fewer directions than that'),
  reference: z.boolean().default(false).describe('snapshots and first increment as in the reference code'),
  trajectorySeed: z
    .union([z.literal('run'), z.int().min(0)])
    .default('run')
    .describe("the run's own trajectory, or the one that starts at this seed's initialisation"),
  learningRate: z.number().positive().default(0.05),
  momentum: z.number().min(0).lt(1).default(0.9),
  batchSize: z.int().min(1).default(128),
});

/** {@link lotterySubspaceOptions} with defaults filled in. */
export type LotterySubspaceOptions = z.output<typeof lotterySubspaceOptions>;
