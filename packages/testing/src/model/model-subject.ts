import { parseOptions, type ModelProvider, type ModelShape, type ModelSpec } from '@dof/core';

/** A model under contract, with what to try it on. */
export interface ModelSubject {
  readonly createProvider: () => ModelProvider | Promise<ModelProvider>;
  /** Data that the model must fit. */
  readonly shapes: readonly ModelShape[];
  /** Small data, on which its gradient is computed by plain loops. */
  readonly smallShape: ModelShape;
  /** Options to build it with besides the defaults, each as an experiment file would give them. */
  readonly options: readonly unknown[];
  /** Options that the model must refuse, besides those that every one must. */
  readonly badOptions: readonly unknown[];
}

/** One network of a model under contract. */
export interface ModelTrial {
  readonly provider: ModelProvider;
  readonly shape: ModelShape;
  /** With defaults filled in; undefined for a model that takes none. */
  readonly options: unknown;
  readonly model: ModelSpec;
}

/** Options of a model as `build` gets them. */
export function optionsFor({ options, name }: ModelProvider, given: unknown): unknown {
  return options === undefined ? undefined : parseOptions(options, given, `model ${name}`);
}

/** A check for every shape with the default options and each of the others. */
export function forEveryNetwork(check: (trial: ModelTrial) => Promise<void>): (subject: ModelSubject) => Promise<void> {
  return async ({ createProvider, shapes, options: others }) => {
    for (const shape of shapes) {
      for (const given of [{}, ...others]) {
        const provider = await createProvider();
        const options = optionsFor(provider, given);
        // A clause sees the options as no build has changed them.
        await check({ provider, shape, options, model: provider.build(shape, structuredClone(options)) });
      }
    }
  };
}
