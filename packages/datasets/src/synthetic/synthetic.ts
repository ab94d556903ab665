import { keyFromSeed, strictObject } from '@dof/core';
import type { DatasetProvider } from '@dof/core';
import { z } from 'zod';
import { labelledExampleShape } from '../examples/example-options.js';
import { labelledDataset } from '../examples/finished-dataset.js';
import { gaussianClusters } from './gaussian-clusters.js';

const side = z.int().min(1).max(4096);

/** Bytes of all examples together. */
const LARGEST = 2 ** 30;

function entries(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

const syntheticSchema = strictObject({
  classes: z.int().min(2).max(256).default(10),
  inputShape: z.tuple([side, side, side], 'must be [height, width, channels]').default([8, 8, 1]),
  train: z.int().min(1).default(1000),
  test: z.int().min(1).default(200),
  seed: z.int().min(0).default(0),
  spread: z.number().min(0).max(255).default(40),
  ...labelledExampleShape,
}).refine(({ inputShape, train, test }) => (train + test) * entries(inputShape) <= LARGEST, {
  error: `(train + test) x height x width x channels must be at most ${LARGEST}`,
});

/** Options of {@link synthetic}, defaults filled in. */
export type SyntheticOptions = z.output<typeof syntheticSchema>;

/**
 * Gaussian clusters, one per class: for tests and examples that need no file. Centres lie about 40 bytes from grey in
 * every pixel; at the default spread of 40 classes are easily told apart, and the larger the spread the harder.
 */
export const synthetic: DatasetProvider<SyntheticOptions> = {
  name: 'synthetic',
  version: '1',
  description: 'Gaussian clusters, one per class, drawn from a seed',
  options: syntheticSchema,
  async load(options) {
    const { classes, inputShape, seed, spread } = options;
    const clusters = { key: keyFromSeed(seed), classes, inputLength: entries(inputShape), spread };
    const train = gaussianClusters(clusters, 'train', options.train);
    const test = gaussianClusters(clusters, 'test', options.test);
    return labelledDataset({ name: 'synthetic', version: '1', inputShape, classes }, { train, test }, options);
  },
  async locate() {
    return { found: true, detail: 'drawn in memory' };
  },
};
