import { describe, it } from '@jest/globals';
import { availableEngines, SimdBackend } from '@dof/backend-simd';
import { arbitraryModel, backendContract } from '@dof/core/testing';

for (const engine of availableEngines()) {
  backendContract(`simd, ${engine}`, () => new SimdBackend({ engine }), { describe, it });

  backendContract(
    `simd, ${engine}, on kernels up to 7 and any pooling`,
    () => new SimdBackend({ engine }),
    { describe, it },
    {
      models: arbitraryModel({
        kernelSizes: [1, 3, 5, 7],
        poolSizes: [1, 2, 3],
        poolStrides: [1, 2, 3],
        maximumChannels: 40,
      }),
      runs: 12,
      seed: 2,
    },
  );
}
