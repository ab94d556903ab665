import { z } from 'zod';
import type { SearchRequest } from '../contracts/experiment.js';
import { lossLevelSchema } from './number-schemas.js';
import { strictObject } from '../validation/strict-object.js';

const degreesOfFreedom = z.int().min(1);

/** In place of a list of d: d are chosen, run by run, until the interval for d* is narrow enough. */
export const searchSchema = strictObject({
  level: lossLevelSchema.describe('the level of the training loss whose threshold is searched for'),
  delta: z.number().gt(0).lt(1).optional().describe('default: that of analysis'),
  width: z
    .number()
    .positive()
    .max(20)
    .default(1)
    .describe('how narrow the interval for d* must be, in octaves: 1 is a factor of two'),
  from: degreesOfFreedom.default(8).describe('the least d to choose'),
  to: degreesOfFreedom.optional().describe('the largest d to choose; default: D / 4'),
  expected: degreesOfFreedom
    .optional()
    .describe(
      'where d* is expected, as by dof theory width: the search begins there; default: in the middle of the range',
    ),
  budget: z
    .int()
    .min(1)
    .max(100_000)
    .default(100)
    .describe('the most runs of each method and start, those that are there already included'),
  batch: z
    .int()
    .min(1)
    .max(1024)
    .default(1)
    .describe('runs chosen together: 2 keeps two cores busy, and takes a few runs more'),
  stopAtLevel: z.boolean().default(false).describe('ends a run once it has reached the level'),
  stopHopeless: z
    .boolean()
    .default(false)
    .describe('ends a run that will not reach the level, as far as its losses tell; needs stopAtLevel'),
})
  .refine(({ from, to }) => to === undefined || to >= from, 'to must not be below from')
  .refine(({ from, to, expected = from }) => expected >= from && (to === undefined || expected <= to), {
    path: ['expected'],
    message: 'must be from `from` to `to`',
  })
  .refine(({ stopAtLevel, stopHopeless }) => stopAtLevel || !stopHopeless, {
    path: ['stopHopeless'],
    message: 'needs stopAtLevel: true',
  }) satisfies z.ZodType<SearchRequest>;

/** The least and the largest d that a search may choose in a network of D parameters. */
export function searchRange({ from, to }: SearchRequest, dimension: number): readonly [number, number] {
  return [from, to ?? Math.max(from, Math.floor(dimension / 4))];
}
