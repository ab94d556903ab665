import { strictObject } from '@dof/core';
import { z } from 'zod';
import { biasesOption, pruningShape } from './ticket-options.js';

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
