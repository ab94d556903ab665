import { CONTRACT_VERSION, requireAttainable } from '@dof/core';
import type { DofReductionMethod, Prepared } from '@dof/core';
import { maskReparametrisation } from './mask-reparametrisation.js';
import { prepareTicket } from './prepare-ticket.js';
import { survivorRange } from './prunable-parameters.js';
import { ticketOptions, ticketTraining, type TicketOptions } from './ticket-options.js';

/**
 * The lottery ticket (Frankle and Carbin 2019; Frankle et al. 2020; Larsen et al. 2022, section 4): the d parameters that
 * survive magnitude pruning are trained from the start or an early step, all others are held at 0. d counts survivors.
 */
export const lotteryTicket: DofReductionMethod<TicketOptions> = {
  name: 'lottery-ticket',
  version: '1',
  contractVersion: CONTRACT_VERSION,
  description: 'parameters that survive magnitude pruning, the others at 0',
  options: ticketOptions,
  capabilities: { linear: true, nested: true, reachesFullSpace: true },
  attainable: (layout, { biases }) => survivorRange(layout, biases),
  prepare: prepareTicket,
  preparationBatchSize: ({ batchSize }) => batchSize,
  async reparametrise({ prepared, start, d, options, layout }) {
    requireAttainable('lottery-ticket', survivorRange(layout, options.biases), d);
    return maskReparametrisation(orderOf(prepared).subarray(0, d), rewoundOf(prepared) ?? start.w);
  },
  recommendedTraining: () => ticketTraining,
};

/** The order of survival that a ticket's preparation holds. */
export function orderOf(prepared: Prepared | undefined): Uint32Array {
  const order = prepared?.arrays['order'];
  if (!(order instanceof Uint32Array)) throw new TypeError('the preparation holds no order of parameters');
  return order;
}

/** The w that survivors go back to, where that is not the start. */
export function rewoundOf(prepared: Prepared | undefined): Float32Array | undefined {
  const rewound = prepared?.arrays['rewound'];
  return rewound instanceof Float32Array ? rewound : undefined;
}
