import { describe, it } from '@jest/globals';
import { methodContract } from '@dof/testing';
import { lotteryTicket, randomMask } from '@dof/methods-lottery-ticket';

const brief = { epochs: 1, batchSize: 8, learningRate: 0.5 };
const badTickets = [{ pruning: 'twice' }, { prunedPerLevel: 1 }, { scope: 'layer' }, { rewindTo: -1 }, { l2: -1 }];

methodContract('lottery-ticket', () => lotteryTicket, { describe, it }, { options: brief, badOptions: badTickets });

methodContract(
  'lottery-ticket, iterative, per layer, rewound, with all biases',
  () => lotteryTicket,
  { describe, it },
  {
    options: {
      ...{ ...brief, epochs: 2, pruning: 'iterative', prunedPerLevel: 0.5 },
      ...{ scope: 'per-layer', biases: 'keep', rewindTo: 2 },
    },
  },
);

methodContract(
  'random-mask',
  () => randomMask,
  { describe, it },
  { badOptions: [{ counts: 'some' }, ...badTickets.map((ticket) => ({ ticket })), { ticket: { biases: 'keep' } }] },
);

methodContract(
  'random-mask with the counts of a ticket',
  () => randomMask,
  { describe, it },
  { options: { counts: 'as-ticket', biases: 'keep', ticket: { ...brief, epochs: 2, rewindTo: 1 } } },
);
