import type { ModelFormat } from '@dof/core';
import { readOnnxNetwork } from './read-onnx-network.js';

/** `model: { onnx: my-net.onnx }` of experiment files. */
export const onnxFormat: ModelFormat = {
  name: 'onnx',
  version: '1',
  description: 'networks as ONNX files, as torch.onnx.export writes them',
  read: async ({ bytes, file, name, inputShape }) => {
    const { model, notices } = readOnnxNetwork(bytes, { name: file, inputShape });
    return { model: { ...model, name }, notices: notices.map((notice) => `${file}: ${notice}`) };
  },
};
