import { Tokens } from '@dof/core';
import type { DofReductionMethod, PluginModule } from '@dof/core';
import { full } from './full.js';
import { random } from './random.js';

/** Makes the methods of this package available under `Tokens.DofReductionMethod`. */
export const register: PluginModule['register'] = (container) => {
  container.registerInstance<DofReductionMethod>(Tokens.DofReductionMethod, random);
  container.registerInstance<DofReductionMethod>(Tokens.DofReductionMethod, full);
};
