import { z } from 'zod';

/** The least normal number in single precision: an engine's loss below it is 0. */
const LEAST_LOSS = 2 ** -126;

/** A level of the training loss that can be meant. */
export const lossLevelSchema = z
  .number()
  .positive()
  .refine((level) => level >= LEAST_LOSS, { error: 'must be at least 1.2e-38: no smaller loss but 0 can be computed' });
