import type { ModelSpec } from './model-spec.js';
import type { OptionsSchema } from './options-schema.js';

/** What a model must fit: the examples and classes of a data set. */
export interface ModelShape {
  readonly inputShape: readonly [number, number, number];
  readonly classes: number;
}

/** A named architecture that adapts its first and last layer to a data set. */
export interface ModelProvider<Options = unknown> {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** Every option has a default. Absent: the model takes no options. */
  readonly options?: OptionsSchema<Options>;
  /**
   * The network, which bears the model's name whatever the options are; `chooseModel` adds those that tell it from others.
   *
   * @param options as `options` validates them; without them, the defaults
   */
  build(shape: ModelShape, options?: Options): ModelSpec;
}
