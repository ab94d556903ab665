import type { WeightsReader } from '@dof/core';
import { fitWeights } from './matching/fit-weights.js';
import { parseNpz } from './npz/parse-npz.js';
import { parseSafetensors } from './safetensors/parse-safetensors.js';

/** `.safetensors`, as `safetensors.torch.save_file` writes it. */
export const safetensorsReader: WeightsReader = {
  name: 'safetensors',
  version: '1',
  description: 'safetensors files of PyTorch and others',
  read: async ({ bytes, ...request }) => fitWeights(parseSafetensors(bytes, request.file), request),
};

/** `.npz`, as `numpy.savez` writes it. */
export const npzReader: WeightsReader = {
  name: 'npz',
  version: '1',
  description: 'archives of numpy arrays',
  read: async ({ bytes, ...request }) => fitWeights(await parseNpz(bytes, request.file), request),
};
