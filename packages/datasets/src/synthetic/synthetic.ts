import { keyFromSeed, strictObject } from '@dof/core';
import { z } from 'zod';
import { labelledExampleShape } from '../examples/example-options.js';
import { labelledDataset } from '../examples/finished-dataset.js';
import { gaussianClusters } from './gaussian-clusters.js';
import { entries, isDrawable, syntheticShape, TOO_LARGE } from './synthetic-options.js';
import { withDefaultOptions } from '../examples/with-default-options.js';

const syntheticSchema = strictObject({
  ...syntheticShape,
  spread: z.number().min(0).max(255).default(40),
  ...labelledExampleShape,
}).refine(isDrawable, TOO_LARGE);

/** Options of {@link synthetic}, defaults filled in. */
export type SyntheticOptions = z.output<typeof syntheticSchema>;

/**
 * Gaussian clusters, one per class: for tests and examples that need no file. Centres lie about 40 bytes from grey in
 * every pixel; at the default spread of 40 classes are easily told apart, and the larger the spread the harder.
 */
export const synthetic = withDefaultOptions<SyntheticOptions, z.input<typeof syntheticSchema>>({
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
});
