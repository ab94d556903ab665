import { describe, it } from '@jest/globals';
import { availableEngines, SimdBackend } from '@dof/backend-simd';
import { ACTIVATIONS } from '@dof/core';
import { arbitraryModel, backendContract, LAYER_FAMILIES } from '@dof/testing';

for (const engine of availableEngines().slice(2)) {
  backendContract(
    `simd, ${engine}`,
    () => new SimdBackend({ engine }),
    { describe, it },
    { layerFamilies: LAYER_FAMILIES },
  );
}

for (const engine of availableEngines()) {
  backendContract(
    `simd, ${engine}, on kernels up to 7, any pooling and any stride`,
    () => new SimdBackend({ engine }),
    { describe, it },
    {
      layerFamilies: LAYER_FAMILIES,
      models: arbitraryModel({
        kernelSizes: [1, 3, 5, 7],
        strides: [1, 2, 3, 4],
        paddings: ['same', 'valid'],
        poolSizes: [1, 2, 3],
        poolStrides: [1, 2, 3],
        maximumChannels: 40,
        activations: ACTIVATIONS,
        residual: true,
      }),
      runs: 12,
      seed: 2,
    },
  );
}
