import { Tokens, type PluginModule } from '@dof/core';
import { TfjsBackend } from './tfjs-backend.js';

/** Registers the engine as a `Tokens.Backend` of the container; it loads TensorFlow.js at first use. */
export const register: PluginModule['register'] = (container) => {
  container.registerInstance(Tokens.Backend, new TfjsBackend());
};
