import { Tokens, type PluginModule } from '@dof/core';
import { onnxFormat } from './onnx-format.js';

export { onnxFormat };
export { onnxWeightsReader, type OnnxWeights, type OnnxWeightsContext } from './onnx-weights.js';
export { readOnnxNetwork, type OnnxNetwork, type ReadOnnxOptions } from './read-onnx-network.js';
export { writeOnnxNetwork, type WriteOnnxOptions } from './writer/write-onnx-network.js';

/** Lets experiment files name networks by their ONNX files. */
export const register: PluginModule['register'] = (container) => {
  container.registerInstance(Tokens.ModelFormat, onnxFormat);
};
