import { z } from 'zod';
import type { SearchRequest } from '../contracts/experiment.js';
import { lossLevelSchema } from './number-schemas.js';
import { strictObject } from '../validation/strict-object.js';

const degreesOfFreedom = z.int().min(1);

/** In place of a list of d: d are chosen, run by run, until the interval for d* is narrow enough. */
export const searchSchema = strictObject({
  /** The level of the training loss whose threshold is searched for. */
  level: lossLevelSchema,
  /** Default: that of `analysis`. */
  delta: z.number().gt(0).lt(1).optional(),
  /** Octaves, log2 of the interval's upper over its lower end: 1 is a factor of two. */
  width: z.number().positive().max(20).default(1),
  from: degreesOfFreedom.default(8),
  /** Default: D / 4. */
  to: degreesOfFreedom.optional(),
  /** Runs of each method and start, those that the store had already included. */
  budget: z.int().min(1).max(100_000).default(100),
  /** Runs chosen together; more than one keeps as many cores busy, and takes a few runs more. */
  batch: z.int().min(1).max(1024).default(1),
  /** Ends a run once it has reached the level. */
  stopAtLevel: z.boolean().default(false),
  /** Ends a run that will not reach the level, as far as its losses tell. */
  stopHopeless: z.boolean().default(false),
})
  .refine(({ from, to }) => to === undefined || to >= from, 'to must not be below from')
  .refine(({ stopAtLevel, stopHopeless }) => stopAtLevel || !stopHopeless, {
    path: ['stopHopeless'],
    message: 'needs stopAtLevel: true',
  }) satisfies z.ZodType<SearchRequest>;

/** The least and the largest d that a search may choose in a network of D parameters. */
export function searchRange({ from, to }: SearchRequest, dimension: number): readonly [number, number] {
  return [from, to ?? Math.max(from, Math.floor(dimension / 4))];
}
