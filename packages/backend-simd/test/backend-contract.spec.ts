import { describe, it } from '@jest/globals';
import { availableEngines, SimdBackend } from '@dof/backend-simd';
import { backendContract, LAYER_FAMILIES } from '@dof/testing';

// WebAssembly and the best that this processor runs; the other instruction sets follow in the thorough tests.
for (const engine of availableEngines().slice(0, 2)) {
  backendContract(
    `simd, ${engine}`,
    () => new SimdBackend({ engine }),
    { describe, it },
    { layerFamilies: LAYER_FAMILIES },
  );
}
