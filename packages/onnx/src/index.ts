import { Tokens, type PluginModule, type WeightsReader } from '@dof/core';
import { onnxFormat } from './onnx-format.js';
import { onnxWeightsReader } from './onnx-weights.js';

export { onnxFormat };
export { onnxWeightsReader };
export { readOnnxNetwork, type OnnxNetwork, type ReadOnnxOptions } from './read-onnx-network.js';
export { writeOnnxNetwork, type WriteOnnxOptions } from './writer/write-onnx-network.js';

/** Lets experiment files name networks, and starts, by their ONNX files. */
export const register: PluginModule['register'] = (container) => {
  container.registerInstance(Tokens.ModelFormat, onnxFormat);
  container.registerInstance<WeightsReader>(Tokens.WeightsReader, onnxWeightsReader);
};
