import type { ModelSpec } from './model-spec.js';

/** A file that holds a network, and what it is for. */
export interface ModelFormatContext {
  readonly bytes: Uint8Array;
  /** As the experiment names it, for messages. */
  readonly file: string;
  /** Of the network. */
  readonly name: string;
  /** Height, width and channels of the examples that it is for. */
  readonly inputShape: readonly [number, number, number];
}

/** A network as any engine takes it. */
export interface FormattedModel {
  readonly model: ModelSpec;
  /** What is otherwise here than in the file, a sentence each. */
  readonly notices: readonly string[];
}

/** Reads networks from files of a format that is no engine's own, such as `onnx`. */
export interface ModelFormat {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  /** Throws DOF_MODEL_FILE for a file that is not whole, DOF_UNSUPPORTED_LAYER for what no layer does. */
  read(context: ModelFormatContext): Promise<FormattedModel>;
}
