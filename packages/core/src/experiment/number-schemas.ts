import { z } from 'zod';
import { strictObject } from '../validation/strict-object.js';

/** A seed: a whole number that a double holds exactly. */
export const seedSchema = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** The least normal number in single precision: an engine's loss below it is 0. */
const LEAST_LOSS = 2 ** -126;

/** A level of the training loss that can be meant. */
export const lossLevelSchema = z
  .number()
  .positive()
  .refine((level) => level >= LEAST_LOSS, { error: 'must be at least 1.2e-38: no smaller loss but 0 can be computed' });

const degreesOfFreedom = z.int('must be a whole number of at least 1').min(1, 'must be a whole number of at least 1');

/** `[8, 32, 128]`, or a grid evenly spaced in log d, both ends included: `{ from: 8, to: 4096, perOctave: 1 }`. */
export const degreesOfFreedomSchema = z
  .union([
    z.array(degreesOfFreedom).min(1),
    strictObject({
      from: degreesOfFreedom.describe('the least d'),
      to: degreesOfFreedom.describe('the largest d'),
      perOctave: z.number().positive().max(64).default(1).describe('d per factor of two'),
    }),
  ])
  .transform((value, context): readonly number[] => {
    if ('from' in value && value.to < value.from) {
      context.addIssue({ code: 'custom', message: `to (${value.to}) must not be below from (${value.from})` });
      return z.NEVER;
    }
    const list = 'from' in value ? logGrid(value.from, value.to, value.perOctave) : value;
    return [...new Set(list)].sort((a, b) => a - b);
  });

function logGrid(from: number, to: number, perOctave: number): number[] {
  const steps = Math.max(1, Math.round(Math.log2(to / from) * perOctave));
  return Array.from({ length: steps + 1 }, (_, i) => Math.round(from * (to / from) ** (i / steps)));
}
