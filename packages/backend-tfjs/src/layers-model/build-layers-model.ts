import type { Tensor, Variable, serialization } from '@tensorflow/tfjs-core';
import { LayersModel, Sequential } from '@tensorflow/tfjs-layers';
import type { ConfiguredPart } from './layers-architecture.js';

/** A new model of an architecture, with the values that its initialisers give. */
export function buildLayersModel({ className, config }: ConfiguredPart): LayersModel {
  // The library takes the configuration apart while it reads it.
  const copy = structuredClone(config) as serialization.ConfigDict;
  return className === 'Sequential'
    ? Sequential.fromConfig<Sequential>(Sequential, copy)
    : LayersModel.fromConfig<LayersModel>(LayersModel, copy);
}

/** A model's weights as variables: the trainable ones, then the others, each in layer order, kernel before bias. */
export function weightsOf(model: LayersModel): readonly Variable[] {
  return model.weights.map((weight): Tensor => weight.read()) as Variable[];
}
