import { strictObject } from '@dof/core';
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
