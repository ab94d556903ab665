import { Tokens } from '@dof/core';
import type { Backend } from '@dof/core';
import { TfjsBackend } from './tfjs-backend.js';

/** The part of a tsyringe container that is needed here. */
export interface InstanceRegistry {
  registerInstance(token: typeof Tokens.Backend, instance: Backend): unknown;
}

/** Registers the engine as a `Tokens.Backend` of the container; it loads TensorFlow.js at first use. */
export function register(container: InstanceRegistry): void {
  container.registerInstance(Tokens.Backend, new TfjsBackend());
}
