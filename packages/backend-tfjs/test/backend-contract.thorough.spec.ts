import { describe, it } from '@jest/globals';
import { TfjsBackend } from '@dof/backend-tfjs';
import { arbitraryModel, backendContract, LAYER_FAMILIES } from '@dof/testing';

/** Where tfjs-node is installed too, this is the engine under test. */
const wasm = (): TfjsBackend => new TfjsBackend({ engines: ['tfjs-wasm'] });

backendContract(
  'tfjs in WebAssembly, on kernels up to 7 and any pooling',
  wasm,
  { describe, it },
  {
    layerFamilies: LAYER_FAMILIES.filter((family) => family !== 'label-smoothing'),
    models: arbitraryModel({
      kernelSizes: [1, 3, 5, 7],
      strides: [1, 2, 3],
      paddings: ['same', 'valid'],
      poolSizes: [1, 2, 3],
      poolStrides: [1, 2, 3],
      maximumChannels: 40,
    }),
    runs: 6,
    seed: 2,
  },
);
