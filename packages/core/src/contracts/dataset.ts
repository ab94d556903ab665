import type { OptionsSchema } from './options-schema.js';

/** Which part of a data set. */
export type SplitName = 'train' | 'test';

/** Examples and their labels. The arrays may live in shared memory and are never written to. */
export interface DataSplit {
  readonly count: number;
  /** `[count, height, width, channels]` row-major, raw bytes 0 to 255. */
  readonly inputs: Uint8Array;
  /** `[count]` class indices from 0. */
  readonly labels: Uint8Array;
}

/**
 * A classification data set. Examples stay raw bytes; an engine applies `(byte * scale) - mean[pixel]` when it
 * gathers a batch.
 */
export interface Dataset {
  readonly name: string;
  readonly version: string;
  /** Height, width, channels of one example. */
  readonly inputShape: readonly [number, number, number];
  readonly classes: number;
  readonly train: DataSplit;
  readonly test: DataSplit;
  readonly standardisation: Standardisation;
  /** SHA-256 in hex over the bytes, labels, shapes and standardisation: equal hash, equal training. */
  readonly contentHash: string;
}

/** How raw bytes become network inputs. */
export interface Standardisation {
  readonly scale: number;
  /** `[height * width * channels]`, subtracted after scaling. */
  readonly mean: Float32Array;
}

/** A source of one data set, found by name. */
export interface DatasetProvider<Options = unknown> {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly options: OptionsSchema<Options>;
  /** Reads and verifies the data; throws a DofError whose message says what to put where. */
  load(options: Options): Promise<Dataset>;
  /** One line for `dof doctor`: where the data was found, or what is missing. */
  locate(): Promise<{ readonly found: boolean; readonly detail: string }>;
}
