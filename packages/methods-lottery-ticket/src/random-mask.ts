import { CONTRACT_VERSION, requireAttainable } from '@dof/core';
import type { DofReductionMethod } from '@dof/core';
import { orderOf, rewoundOf } from './lottery-ticket.js';
import { maskReparametrisation } from './mask-reparametrisation.js';
import { prepareTicket } from './prepare-ticket.js';
import { survivorRange } from './prunable-parameters.js';
import { randomMaskOptions, ticketTraining, type RandomMaskOptions } from './ticket-options.js';
import { randomOrderOfParameters } from './survival-order.js';

/**
 * The null of the lottery ticket: d parameters chosen at random, all others held at 0. With `as-ticket` there are as many
 * of every layer as the ticket of the same start and seed has, so that only the choice within layers is tested.
 */
export const randomMask: DofReductionMethod<RandomMaskOptions> = {
  name: 'random-mask',
  version: '1',
  contractVersion: CONTRACT_VERSION,
  description: 'parameters chosen at random, the others at 0: the null of the lottery ticket',
  options: randomMaskOptions,
  capabilities: { linear: true, nested: true, reachesFullSpace: true },
  attainable: (layout, { biases }) => survivorRange(layout, biases),
  async prepare({ options: { counts, biases, ticket }, ...context }) {
    if (counts === 'as-ticket') return prepareTicket({ ...context, options: { ...ticket, biases } });
    context.signal.throwIfAborted();
    await context.emit(1);
    return { meta: null, arrays: {} };
  },
  preparationBatchSize: ({ counts, ticket }) => (counts === 'as-ticket' ? ticket.batchSize : 1),
  async reparametrise({ prepared, start, d, key, options, layout }) {
    requireAttainable('random-mask', survivorRange(layout, options.biases), d);
    const ticketOrder = options.counts === 'as-ticket' ? orderOf(prepared) : undefined;
    const order = randomOrderOfParameters(key, layout, options, ticketOrder);
    return maskReparametrisation(order.subarray(0, d), rewoundOf(prepared) ?? start.w);
  },
  recommendedTraining: () => ticketTraining,
};
