import { describe, it } from '@jest/globals';
import { methodContract } from '@dof/testing';
import { lotterySubspace } from '@dof/methods-lottery-subspace';

const brief = { every: 2, snapshots: 10, batchSize: 8, learningRate: 0.5 };
const badOptions = [
  { every: 0 },
  { snapshots: 'many' },
  { vectors: 'gradients' },
  { whenFewer: 'ignore' },
  { trajectorySeed: -1 },
];

methodContract('lottery-subspace', () => lotterySubspace, { describe, it }, { options: brief, badOptions });

methodContract(
  'lottery-subspace, scaled and centred displacements of another seed',
  () => lotterySubspace,
  { describe, it },
  { options: { ...brief, vectors: 'displacements', meanCentred: true, scaled: true, trajectorySeed: 5 } },
);

methodContract(
  'lottery-subspace as the reference code',
  () => lotterySubspace,
  { describe, it },
  // Gradients of a softmax leave D a few directions short, and so does a ReLU that is never active.
  { options: { every: 2, batchSize: 8, reference: true, learningRate: 0.5 }, largestDegreesOfFreedom: 20 },
);

methodContract(
  'lottery-subspace with fewer directions than asked for',
  () => lotterySubspace,
  { describe, it },
  { options: { ...brief, snapshots: 5, whenFewer: 'fewer' }, mayHaveFewer: true },
);
