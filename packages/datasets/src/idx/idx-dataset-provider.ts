import { datasetContentHash, isDofError, strictObject } from '@dof/core';
import type { DatasetProvider } from '@dof/core';
import { z } from 'zod';
import type { DataFolder } from '../common/data-folder.js';
import { firstExamples } from '../common/first-examples.js';
import { standardise, standardiseSchema, type Standardise } from '../common/standardise.js';
import { findIdxFiles } from './find-idx-files.js';
import { exampleCount, type IdxDatasetFacts } from './idx-dataset-facts.js';
import { readIdxSplit } from './read-idx-split.js';

/** Options of a data set read from IDX files. */
export interface IdxDatasetOptions {
  /** How many training examples to use, from the first on; default all. */
  readonly train: number;
  /** How many test examples to use, from the first on; default all. */
  readonly test: number;
  /** Default `pixel-mean`, over the training examples in use. */
  readonly standardise: Standardise;
}

/**
 * A provider of a data set that is published as IDX files.
 *
 * @param facts what is known of the published files; every load is checked against them
 * @param findFolder answers where the files are, or throws DOF_DATA_MISSING saying what to put where
 */
export function idxDatasetProvider(
  facts: IdxDatasetFacts,
  findFolder: () => Promise<DataFolder>,
): DatasetProvider<IdxDatasetOptions> {
  const { name, version, description, inputShape, splits } = facts;
  const count = (split: 'train' | 'test'): z.ZodDefault<z.ZodNumber> => {
    const all = exampleCount(splits[split]);
    const allowed = `must be a whole number from 1 to ${all}`;
    return z.number({ error: allowed }).int(allowed).min(1, allowed).max(all, allowed).default(all);
  };
  return {
    name,
    version,
    description,
    options: strictObject({
      train: count('train'),
      test: count('test'),
      standardise: standardiseSchema.default('pixel-mean'),
    }),
    async load(options) {
      const { folder } = await findFolder();
      const paths = await findIdxFiles(facts, folder);
      const train = firstExamples(await readIdxSplit(facts, 'train', paths.train), options.train);
      const test = firstExamples(await readIdxSplit(facts, 'test', paths.test), options.test);
      const classes = splits.train.labelCounts.length;
      const content = { inputShape, classes, train, test, standardisation: standardise(options.standardise, train) };
      return { name, version, ...content, contentHash: datasetContentHash(content) };
    },
    async locate() {
      try {
        const { folder, origin } = await findFolder();
        await findIdxFiles(facts, folder);
        return { found: true, detail: `${folder} (${origin})` };
      } catch (error) {
        if (!isDofError(error)) throw error;
        return { found: false, detail: error.message };
      }
    },
  };
}
