import type { Observable } from 'rxjs';
import type { OptionsSchema } from './options-schema.js';

/** Which part of a data set. */
export type SplitName = 'train' | 'test';

/** Class indices, counted from 0. */
export type Labels = Uint8Array | Uint16Array;

/** Examples and their labels. The arrays may live in shared memory and are never written to. */
export interface DataSplit {
  readonly count: number;
  /** `[count, height, width, channels]` row-major, raw bytes 0 to 255. */
  readonly inputs: Uint8Array;
  /** `[count]`; 16 bits where there are more than 256 classes. */
  readonly labels: Labels;
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
  /** What training batches do to their examples; absent where they take them as they are. */
  readonly augmentation?: Augmentation;
  /** SHA-256 in hex over bytes, labels, shapes, standardisation and augmentation: equal hash, equal training. */
  readonly contentHash: string;
  /** What was left out or assumed when the data were read, a sentence each, for the user. */
  readonly notices?: readonly string[];
}

/**
 * Random changes of the examples of a training batch, drawn anew each epoch from the run's key, in this order.
 * Evaluation, of the training set too, sees every example as it is.
 */
export interface Augmentation {
  /** Cuts out a window at a random place, its sides this fraction of the example's, and enlarges it to the whole. */
  readonly crop?: number;
  /** Mirrors left and right with probability 1/2. */
  readonly flip?: boolean;
  /** Moves by up to so many pixels along each axis, black coming in. */
  readonly shift?: number;
}

/** How raw bytes become network inputs. */
export interface Standardisation {
  readonly scale: number;
  /** `[height * width * channels]`, subtracted after scaling. */
  readonly mean: Float32Array;
}

/** What happens while a data set is brought to this machine; the last event is `stored`. */
export type DatasetFetchEvent =
  | { readonly type: 'source'; readonly description: string }
  | { readonly type: 'progress'; readonly file: string; readonly bytes: number; readonly total: number }
  | { readonly type: 'note'; readonly message: string }
  | { readonly type: 'stored'; readonly folder: string };

/** A source of one data set, found by name. */
export interface DatasetProvider<Options = unknown> {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly options: OptionsSchema<Options>;
  /**
   * Names of options that are paths and say where the data are, not what they are. Relative ones count from the
   * experiment file's folder. They are no part of a run's identity, which has the content's hash.
   */
  readonly locationOptions?: readonly string[];
  /** Reads and verifies the data; throws a DofError whose message says what to put where. */
  load(options: Options): Promise<Dataset>;
  /** One line for `dof doctor`: where the data was found, or what is missing. */
  locate(): Promise<{ readonly found: boolean; readonly detail: string }>;
  /**
   * Brings the data to this machine, for `dof datasets fetch`; absent where there is nothing to bring. Cold:
   * unsubscribing stops it and keeps what came, the next time goes on from there. Errors with a DofError.
   *
   * @param folder where to put the files; default where `load` finds them
   */
  fetch?(folder?: string): Observable<DatasetFetchEvent>;
}
