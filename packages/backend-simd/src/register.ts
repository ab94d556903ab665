import { Tokens, type Backend } from '@dof/core';
import { SimdBackend } from './simd-backend.js';

/** The part of a tsyringe container that is needed here. */
export interface InstanceRegistry {
  registerInstance(token: typeof Tokens.Backend, instance: Backend): unknown;
}

/** Registers the engine as a `Tokens.Backend` of the container; it loads its kernels at first use. */
export function register(container: InstanceRegistry): void {
  container.registerInstance(Tokens.Backend, new SimdBackend());
}
