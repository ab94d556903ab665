import { datasetContentHash, DofError, isDofError, strictObject } from '@dof/core';
import type { DatasetProvider, DataSplit, SplitName } from '@dof/core';
import { z } from 'zod';
import type { DataFolder } from '../common/data-folder.js';
import { exists } from '../common/exists.js';
import { requireDigest, requireLabelCounts } from '../common/file-checks.js';
import { findDataFiles } from '../common/find-data-files.js';
import { firstExamples } from '../common/first-examples.js';
import { readRawFile } from '../common/read-raw-file.js';
import { standardise, standardiseSchema, type Standardise } from '../common/standardise.js';
import { CIFAR_SHAPE, type CifarDatasetFacts } from './cifar-dataset-facts.js';
import { parseCifar } from './parse-cifar.js';

/** Options of a data set read from CIFAR binary files. */
export interface CifarDatasetOptions {
  /** How many training examples to use, from the first on; default all. */
  readonly train: number;
  /** How many test examples to use, from the first on; default all. */
  readonly test: number;
  /** Default `pixel-mean`, over the training examples in use. */
  readonly standardise: Standardise;
}

/**
 * A provider of a data set that is published in the CIFAR binary format.
 *
 * @param facts what is known of the published files; every load is checked against them
 * @param folders where the files may be, the first that exists is taken
 */
export function cifarDatasetProvider(
  facts: CifarDatasetFacts,
  folders: () => readonly DataFolder[],
): DatasetProvider<CifarDatasetOptions> {
  const { name, version, description, splits } = facts;
  const count = (split: SplitName): z.ZodDefault<z.ZodNumber> => {
    const all = exampleCount(facts, split);
    const allowed = `must be a whole number from 1 to ${all}`;
    return z.number({ error: allowed }).int(allowed).min(1, allowed).max(all, allowed).default(all);
  };
  const find = async (): Promise<DataFolder & { readonly paths: Record<SplitName, readonly string[]> }> => {
    const found = await existing(folders());
    const files = (split: SplitName): readonly string[] => splits[split].files.map((file) => file.name);
    if (found === undefined) {
      const places = folders().map(({ folder }) => folder);
      throw new DofError(
        'DOF_DATA_MISSING',
        `${name}: put ${[...files('train'), ...files('test')].join(', ')} (plain or .gz) into ${places.join(' or ')}`,
      );
    }
    const train = await findDataFiles(name, files('train'), found.folder);
    return { ...found, paths: { train, test: await findDataFiles(name, files('test'), found.folder) } };
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
      const { paths } = await find();
      const train = firstExamples(await readCifarSplit(facts, 'train', paths.train), options.train);
      const test = firstExamples(await readCifarSplit(facts, 'test', paths.test), options.test);
      const classes = splits.train.labelCounts.length;
      const standardisation = standardise(options.standardise, train);
      const content = { inputShape: CIFAR_SHAPE, classes, train, test, standardisation };
      return { name, version, ...content, contentHash: datasetContentHash(content) };
    },
    async locate() {
      try {
        const { folder, origin } = await find();
        return { found: true, detail: `${folder} (${origin})` };
      } catch (error) {
        if (!isDofError(error)) throw error;
        return { found: false, detail: error.message };
      }
    },
  };
}

async function existing(folders: readonly DataFolder[]): Promise<DataFolder | undefined> {
  for (const candidate of folders) if (await exists(candidate.folder)) return candidate;
  return undefined;
}

function exampleCount({ splits }: CifarDatasetFacts, split: SplitName): number {
  return splits[split].files.reduce((sum, { records }) => sum + records, 0);
}

/** Reads one split and verifies it: lengths, labels in range, examples per class and the MD5 of every file. */
async function readCifarSplit(facts: CifarDatasetFacts, name: SplitName, paths: readonly string[]): Promise<DataSplit> {
  const { files, labelCounts } = facts.splits[name];
  const count = exampleCount(facts, name);
  const length = CIFAR_SHAPE.reduce((product, size) => product * size, 1);
  const inputs = new Uint8Array(new SharedArrayBuffer(count * length));
  const split: DataSplit = { count, inputs, labels: new Uint8Array(new SharedArrayBuffer(count)) };
  let first = 0;
  for (const [i, file] of files.entries()) {
    const raw = await readRawFile(paths[i]);
    parseCifar(raw, paths[i], { labelBytes: facts.labelBytes, records: file.records }, split, first);
    requireDigest(paths[i], raw, file);
    first += file.records;
  }
  requireLabelCounts(paths.join(', '), split.labels, labelCounts);
  return split;
}
