import { parseOptions, type LayerSpec, type ModelProvider, type ModelShape, type OptionsSchema } from '@dof/core';

interface LayeredModel<Options> {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly options: OptionsSchema<Options>;
  layers(classes: number, options: Options): readonly LayerSpec[];
}

/** A classifier by its layers. What is left out of its options has its default, also where `build` is called by hand. */
export function layeredModel<Options extends object>({
  layers,
  ...model
}: LayeredModel<Options>): ModelProvider<Partial<Options>> {
  const { name, options: schema } = model;
  return {
    ...model,
    build: ({ inputShape, classes }: ModelShape, options = {}) => ({
      name,
      inputShape,
      layers: layers(classes, parseOptions(schema, options, `model ${name}`)),
      loss: 'softmax-cross-entropy',
    }),
  };
}
