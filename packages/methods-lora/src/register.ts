import { Tokens } from '@dof/core';
import type { DofReductionMethod, PluginModule } from '@dof/core';
import { lora } from './lora.js';

/** Makes the method of this package available under `Tokens.DofReductionMethod`. */
export const register: PluginModule['register'] = (container) => {
  container.registerInstance<DofReductionMethod>(Tokens.DofReductionMethod, lora);
};
