import { filledText, isDofError, strictObject } from '@dof/core';
import type { DataSplit, SplitName } from '@dof/core';
import { finishedDataset } from '../examples/finished-dataset.js';
import { withDefaultOptions, type CompletingProvider } from '../examples/with-default-options.js';
import { labelledExampleShape, subsetShape, type SubsetOptions } from '../examples/example-options.js';
import type { OtherSource } from '../fetch/fetch-published.js';
import { fetchPublished } from '../fetch/late-fetch.js';
import type { DataFile } from './data-file.js';
import { downloadFolder, type DataFolder } from './data-folder.js';
import { findData, type FoundData } from './find-data.js';
import { exampleCount, type PublishedDataset, type PublishedSplit } from './published-dataset.js';

/** How the files of one split are read. */
export interface DatasetFormat {
  /**
   * The examples of a split, from its files in the order published. Checks the format, the number of examples in every
   * class and the files' digests; what is in memory is bounded by what was published.
   *
   * @throws DOF_DATA_CORRUPT naming the file, what was expected and what was found
   */
  readSplit(
    files: readonly DataFile[],
    facts: PublishedSplit,
    inputShape: PublishedDataset['inputShape'],
  ): Promise<DataSplit>;
}

/** Options of a data set that is read from published files. */
export interface PublishedDatasetOptions extends SubsetOptions {
  /** The folder that the files are in; no other is looked at. */
  readonly folder?: string | undefined;
}

/**
 * A provider of a data set that is published as files.
 *
 * @param dataset what is known of the files; every load is checked against it
 * @param folders where the files may be, best first; `option` is the option `folder`
 * @param otherSource where `dof datasets fetch` turns when the publisher does not give the files
 */
export function publishedDatasetProvider(
  dataset: PublishedDataset,
  format: DatasetFormat,
  folders: (option: string | undefined) => Promise<readonly DataFolder[]> | readonly DataFolder[],
  otherSource?: OtherSource,
): CompletingProvider<PublishedDatasetOptions, Partial<PublishedDatasetOptions>> {
  const { name, version, description, inputShape, splits } = dataset;
  const classes = splits.train.labelCounts.length;
  const find = async (option?: string): Promise<FoundData> => findData(dataset, await folders(option));
  return withDefaultOptions({
    name,
    version,
    description,
    options: strictObject({
      ...subsetShape({ train: exampleCount(splits.train), test: exampleCount(splits.test) }, classes),
      ...labelledExampleShape,
      folder: filledText.optional().describe('that the files are in; no other is looked at'),
    }),
    locationOptions: ['folder'],
    async load(options) {
      const { files } = await find(options.folder);
      const train = await readSplit(dataset, format, 'train', files);
      const test = await readSplit(dataset, format, 'test', files);
      return finishedDataset({ name, version, inputShape, classes }, { train, test }, options);
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
    ...(dataset.downloads === undefined
      ? {}
      : { fetch: (folder = downloadFolder(dataset.folder ?? name)) => fetchPublished(dataset, folder, otherSource) }),
  });
}

async function readSplit(
  { splits, inputShape }: PublishedDataset,
  format: DatasetFormat,
  name: SplitName,
  found: FoundData['files'],
): Promise<DataSplit> {
  const files = splits[name].files.flatMap((file) => found.get(file.name) ?? []);
  return format.readSplit(files, splits[name], inputShape);
}
