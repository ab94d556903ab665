import { z } from 'zod';
import { MOST_CLASSES } from '../examples/empty-split.js';
import { labelledExampleShape, type LabelledExampleOptions, type SubsetOptions } from '../examples/example-options.js';

/** What can be done with examples of the user's own, whose number is not known beforehand. */
export interface OwnExampleOptions extends LabelledExampleOptions, Partial<SubsetOptions> {
  readonly standardise: LabelledExampleOptions['standardise'];
  /** Fraction of the examples to test with, where the files do not say which. */
  readonly testShare: number;
  /** Draws the examples to test with, and the order of all. */
  readonly splitSeed: number;
}

const count = z.int().min(1).optional();

/** Schemas of {@link OwnExampleOptions}. */
export const ownExampleShape = {
  train: count.describe('how many training examples; default all'),
  test: count.describe('how many test examples; default all'),
  classes: z
    .array(
      z
        .int()
        .min(0)
        .max(MOST_CLASSES - 1),
    )
    .min(2)
    .optional()
    .describe('labels to keep'),
  balance: z.boolean().optional().describe('the same number of every class'),
  subsetSeed: z.int().min(0).optional().describe('draws the examples; the first ones otherwise'),
  testShare: z.number().gt(0).lt(1).default(0.2).describe('to test with, where the files do not say which'),
  splitSeed: z.int().min(0).default(0).describe('draws the examples to test with, and the order of all'),
  ...labelledExampleShape,
};

/** The largest data set of one's own, in bytes. */
export const LARGEST_OWN_DATASET = 2 ** 30;
