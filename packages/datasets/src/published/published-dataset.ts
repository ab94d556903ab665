import type { SplitName } from '@dof/core';

/** What is known of one file of a published data set. */
export interface PublishedFile {
  /** Name of the uncompressed file. */
  readonly name: string;
  /** Length of the uncompressed file. */
  readonly bytes: number;
  /** MD5 of the uncompressed file, in hex. */
  readonly md5: string;
}

/** What is known of one split. */
export interface PublishedSplit {
  /** In the order that its format wants; examples are in the order of the files. */
  readonly files: readonly PublishedFile[];
  /** Examples in each class; their sum is the number of examples. */
  readonly labelCounts: readonly number[];
}

/** A file as it can be downloaded: one of the data set's files, perhaps with `.gz`, or an archive of all of them. */
export interface Download {
  /** Name of the file to store. */
  readonly name: string;
  readonly url: string;
  /** Length of what is downloaded. */
  readonly bytes: number;
  readonly digest: { readonly algorithm: 'md5' | 'sha256'; readonly hex: string };
}

/** What is known of a data set that is published as files. */
export interface PublishedDataset {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** Height, width, channels of one example. */
  readonly inputShape: readonly [number, number, number];
  readonly splits: Readonly<Record<SplitName, PublishedSplit>>;
  /** Name of the folder that its files are in, where it is another data set's; its own name otherwise. */
  readonly folder?: string;
  /** Name of the `.tar.gz` that holds all files, where there is one. */
  readonly archive?: string;
  /** Where its publisher offers it. */
  readonly downloads?: readonly Download[];
}

/** The number of examples that a split has. */
export function exampleCount({ labelCounts }: PublishedSplit): number {
  return labelCounts.reduce((sum, count) => sum + count, 0);
}

/** Every file of a data set, training first. */
export function allFiles({ splits }: Pick<PublishedDataset, 'splits'>): readonly PublishedFile[] {
  return [...splits.train.files, ...splits.test.files];
}
