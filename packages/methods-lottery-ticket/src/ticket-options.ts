import { strictObject } from '@dof/core';
import type { TrainingRecipe } from '@dof/core';
import { z } from 'zod';

/** What happens to biases (and scales): pruned like kernels, or all kept and trained; they count in d either way. */
export const biasesOption = z.enum(['prune', 'keep']).default('prune');

/** How a ticket is found, biases aside. The defaults are those of the reference code of Larsen et al. 2022. */
export const pruningShape = {
  pruning: z.enum(['one-shot', 'iterative']).default('one-shot'),
  prunedPerLevel: z.number().gt(0).lt(1).default(0.2).describe('share of the survivors, for iterative pruning'),
  scope: z.enum(['global', 'per-layer']).default('global').describe('what magnitudes compete in'),
  rewindTo: z.int().min(0).default(0).describe('step of the first training run that survivors go back to'),
  epochs: z.int().min(1).default(2).describe('passes before each pruning'),
  learningRate: z.number().positive().default(0.05),
  momentum: z.number().min(0).lt(1).default(0.9),
  l2: z.number().min(0).default(1e-4).describe('l2 / 2 times the squared length of the kernels is added to the loss'),
  batchSize: z.int().min(1).default(128),
};

/** Options of the lottery ticket. */
export const ticketOptions = strictObject({ ...pruningShape, biases: biasesOption });

/** {@link ticketOptions} with defaults filled in. */
export type TicketOptions = z.output<typeof ticketOptions>;

/** Options of the random mask: what its counts per layer are, and whose they are with `as-ticket`. */
export const randomMaskOptions = strictObject({
  counts: z
    .enum(['anywhere', 'proportional', 'as-ticket'])
    .default('anywhere')
    .describe('d of all parameters, the same share of every layer, or as many of every layer as the ticket has'),
  biases: biasesOption,
  ticket: strictObject(pruningShape).prefault({}).describe('the ticket whose counts are taken'),
});

/** {@link randomMaskOptions} with defaults filled in. */
export type RandomMaskOptions = z.output<typeof randomMaskOptions>;

/** How the reference code trains survivors: momentum 0.9, rate 0.1, then 0.03, 0.01 and 0.003 from steps 400, 800, 1200. */
export const ticketTraining: TrainingRecipe = {
  optimizer: { name: 'momentum', learningRate: 0.1, momentum: 0.9 },
  schedule: [
    { step: 400, learningRate: 0.03 },
    { step: 800, learningRate: 0.01 },
    { step: 1200, learningRate: 0.003 },
  ],
  batchSize: 128,
  epochs: 5,
};
