import type { SplitName } from '@dof/core';

/** One file of fixed-length records: the label bytes, then the red, the green and the blue plane. */
export interface CifarFileFacts {
  readonly name: string;
  /** MD5 of its bytes, in hex. */
  readonly md5: string;
  readonly records: number;
}

/** What is known of one split. */
export interface CifarSplitFacts {
  /** In file order, which is the order of the examples. */
  readonly files: readonly CifarFileFacts[];
  /** Examples in each class. */
  readonly labelCounts: readonly number[];
}

/** What is known of a data set that is published in the CIFAR binary format: colour images of 32 x 32. */
export interface CifarDatasetFacts {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** Label bytes before the pixels; the last of them is the class. */
  readonly labelBytes: 1 | 2;
  readonly splits: Readonly<Record<SplitName, CifarSplitFacts>>;
}

/** Height, width, channels of one example. */
export const CIFAR_SHAPE = [32, 32, 3] as const;
