import type { ModelSpec } from './model-spec.js';

/** What a model must fit: the examples and classes of a data set. */
export interface ModelShape {
  readonly inputShape: readonly [number, number, number];
  readonly classes: number;
}

/** A named architecture that adapts its first and last layer to a data set. */
export interface ModelProvider {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  build(shape: ModelShape): ModelSpec;
}
