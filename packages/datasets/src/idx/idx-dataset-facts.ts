import type { SplitName } from '@dof/core';

/** What is known of one file of a published data set. */
export interface IdxFileFacts {
  /** Name of the uncompressed file. */
  readonly name: string;
  /** MD5 of its bytes, in hex. */
  readonly md5: string;
}

/** What is known of one split. */
export interface IdxSplitFacts {
  readonly images: IdxFileFacts;
  readonly labels: IdxFileFacts;
  /** Examples in each class; their sum is the number of examples. */
  readonly labelCounts: readonly number[];
}

/** What is known of a data set that is published as four IDX files of grey images and labels. */
export interface IdxDatasetFacts {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** Height, width, channels of one example. */
  readonly inputShape: readonly [number, number, 1];
  readonly splits: Readonly<Record<SplitName, IdxSplitFacts>>;
}

/** The number of examples that a split has. */
export function exampleCount({ labelCounts }: IdxSplitFacts): number {
  return labelCounts.reduce((sum, count) => sum + count, 0);
}
