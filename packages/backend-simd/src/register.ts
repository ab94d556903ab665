import { Tokens, type PluginModule } from '@dof/core';
import { SimdBackend } from './simd-backend.js';

/** Registers the engine as a `Tokens.Backend` of the container; it loads its kernels at first use. */
export const register: PluginModule['register'] = (container) => {
  container.registerInstance(Tokens.Backend, new SimdBackend());
};
