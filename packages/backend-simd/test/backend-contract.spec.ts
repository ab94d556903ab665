import { describe, it } from '@jest/globals';
import { availableEngines, SimdBackend } from '@dof/backend-simd';
import { backendContract, LAYER_FAMILIES } from '@dof/testing';

for (const engine of availableEngines()) {
  backendContract(
    `simd, ${engine}`,
    () => new SimdBackend({ engine }),
    { describe, it },
    { layerFamilies: LAYER_FAMILIES },
  );
}
