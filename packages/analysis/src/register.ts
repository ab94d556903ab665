import { Tokens, type DofReductionMethod, type PluginModule } from '@dof/core';
import { anchoredTrainingMethod } from './sub-level-set/anchored-training-method.js';

/** For workers: brings the trainings that widths are measured by, under `Tokens.DofReductionMethod`. */
export const register: PluginModule['register'] = (container) => {
  container.registerInstance<DofReductionMethod>(Tokens.DofReductionMethod, anchoredTrainingMethod);
};
