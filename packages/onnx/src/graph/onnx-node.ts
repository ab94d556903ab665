import type { AttributeMessage } from '../wire/onnx-messages.js';

/** One operation of a graph. */
export interface OnnxNode {
  /** Such as `Conv`; with its domain in front where that is not ONNX's own. */
  readonly op: string;
  /** May be empty. */
  readonly name: string;
  /** Names of values; empty for an optional one that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, AttributeMessage>;
}
