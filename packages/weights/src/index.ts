import { Tokens, type PluginModule, type WeightsReader } from '@dof/core';
import { npzReader, safetensorsReader } from './weights-readers.js';

export { npzReader, safetensorsReader };
export type { NamedTensor } from './named-tensor.js';
export { FLOAT_TYPES, type FloatType } from './numbers/number-types.js';
export { parseNpz } from './npz/parse-npz.js';
export { parseSafetensors } from './safetensors/parse-safetensors.js';
export { writeSafetensors, type SafetensorsOptions, type WritableTensor } from './safetensors/write-safetensors.js';
export { flattenedImages, type ImageShape } from './layouts/flattened-images.js';
export { pytorchIndex, pytorchShape } from './layouts/pytorch-layout.js';
export { weightTensors, type ArrangedNetwork } from './layouts/weight-tensors.js';
export { fitWeights, type FitRequest } from './matching/fit-weights.js';

/** Makes what reads weights available under `Tokens.WeightsReader`. */
export const register: PluginModule['register'] = (container) => {
  for (const reader of [npzReader, safetensorsReader]) {
    container.registerInstance<WeightsReader>(Tokens.WeightsReader, reader);
  }
};
