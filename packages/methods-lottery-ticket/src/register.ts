import { Tokens } from '@dof/core';
import type { DofReductionMethod, PluginModule } from '@dof/core';
import { lotteryTicket } from './lottery-ticket.js';
import { randomMask } from './random-mask.js';

/** Makes the methods of this package available under `Tokens.DofReductionMethod`. */
export const register: PluginModule['register'] = (container) => {
  container.registerInstance<DofReductionMethod>(Tokens.DofReductionMethod, lotteryTicket);
  container.registerInstance<DofReductionMethod>(Tokens.DofReductionMethod, randomMask);
};
