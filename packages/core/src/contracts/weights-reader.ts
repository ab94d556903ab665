import type { EngineModelReference } from './engine-model.js';
import type { ModelSpec } from './model-spec.js';
import type { ParameterLayout } from './parameter-layout.js';

/**
 * How a file arranges its arrays. `ours`: as ParameterSegment says. `pytorch`: kernels of convolutions as
 * `[filters, channelsIn, height, width]`, of dense layers as `[units, inputs]`, images flattened with their channels first.
 */
export const WEIGHTS_LAYOUTS = ['ours', 'pytorch'] as const;

export type WeightsLayout = (typeof WEIGHTS_LAYOUTS)[number];

/** A file of weights, and the network that they are for. */
export interface WeightsContext {
  /** The file's name, for messages. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly model: ModelSpec | EngineModelReference;
  readonly parameters: ParameterLayout;
  readonly layout: WeightsLayout;
  /** Layers whose parameters are not taken from the file. They may be there all the same, in any shape. */
  readonly except: readonly string[];
}

/** The weights of a file, in the order of the network. */
export interface ReadWeights {
  /** Length D; what is at layers of `except` does not count. */
  readonly w: Float32Array;
  /** What of the file was taken for what, and what was left: a sentence each. */
  readonly notices: readonly string[];
}

/** Reads the weights in files of one format. It is named by the ending of such files, without the dot. */
export interface WeightsReader {
  readonly name: string;
  /** Part of a run's identity: other versions may read another w from the same file. */
  readonly version: string;
  readonly description?: string;
  /** Whether the files themselves say how their arrays are arranged, so that a start may not. */
  readonly hasOwnLayout?: boolean;
  /** Throws DOF_WEIGHTS_FILE for a file that is not whole, DOF_WEIGHTS_MISFIT for weights of another network. */
  read(context: WeightsContext): Promise<ReadWeights>;
}
