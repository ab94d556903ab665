import type { Augmentation, SplitName } from '@dof/core';
import { z } from 'zod';
import { augmentationSchema } from './augmentation.js';
import { shuffledLabelsSchema, type ShuffledLabels } from './shuffle-labels.js';
import { standardiseSchema, type Standardise } from './standardise.js';

/** What every data set can do with its examples. */
export interface LabelledExampleOptions {
  readonly standardise: Standardise;
  /** Shuffles the labels of the training examples; those of the test examples stay. */
  readonly shuffledLabels?: ShuffledLabels | undefined;
  /** Changes training batches at random. */
  readonly augmentation?: Augmentation | undefined;
}

/** Which examples of a data set of fixed size to use. */
export interface SubsetOptions extends LabelledExampleOptions {
  /** How many training examples; the default, all, means all that the other options leave. */
  readonly train: number;
  readonly test: number;
  /** Labels to keep, which then count from 0 in this order; default: every class. */
  readonly classes?: readonly number[] | undefined;
  /** The same number of every class. */
  readonly balance?: boolean | undefined;
  /** Examples are drawn from this seed; without it they are the first of the file. */
  readonly subsetSeed?: number | undefined;
}

/**
 * Schemas of {@link LabelledExampleOptions}. Whatever was added after the first release has no default: an option that
 * is not given must leave a run's name as it was.
 */
export const labelledExampleShape = {
  standardise: standardiseSchema.default('pixel-mean'),
  augmentation: augmentationSchema.optional().describe('{ crop, flip, shift }: changes training batches at random'),
  shuffledLabels: shuffledLabelsSchema.optional().describe('{ seed, share }: shuffles labels of training examples'),
};

/** Schemas of {@link SubsetOptions} for a data set with so many examples and classes. */
export function subsetShape(counts: Readonly<Record<SplitName, number>>, classes: number) {
  const count = (split: SplitName): z.ZodDefault<z.ZodNumber> => {
    const all = counts[split];
    const allowed = `must be a whole number from 1 to ${all}`;
    return z.number({ error: allowed }).int(allowed).min(1, allowed).max(all, allowed).default(all);
  };
  return {
    train: count('train'),
    test: count('test'),
    classes: classList(classes).optional().describe('labels to keep'),
    balance: z.boolean().optional().describe('the same number of every class'),
    subsetSeed: z.int().min(0).optional().describe('draws the examples; the first ones otherwise'),
  };
}

function classList(classes: number): z.ZodType<readonly number[]> {
  const allowed = `must be a list of at least 2 different labels from 0 to ${classes - 1}`;
  return z
    .array(
      z
        .int(allowed)
        .min(0, allowed)
        .max(classes - 1, allowed),
      allowed,
    )
    .min(2, allowed)
    .refine((list) => new Set(list).size === list.length, allowed);
}
