import { keyFromSeed, parameterLayout, parseOptions, splitKey } from '@dof/core';
import type { ModelSpec, Objective, Prepared, PrepareContext, Reparametrisation } from '@dof/core';
import { randomDataset, randomParameters, ReferenceBackend } from '@dof/testing';
import { lotterySubspace, type LotterySubspaceMeta, type LotterySubspaceOptions } from '@dof/methods-lottery-subspace';

export const model: ModelSpec = {
  name: 'small',
  inputShape: [3, 3, 1],
  layers: [{ type: 'flatten' }, { type: 'dense', units: 4 }, { type: 'relu' }, { type: 'dense', units: 3 }],
  loss: 'softmax-cross-entropy',
};
export const layout = parameterLayout(model);
export const backend = new ReferenceBackend();
export const start = { w: randomParameters(model, [1, 2]) };
export const TRAIN_COUNT = 30;
export const data = randomDataset([3, 4], {
  inputShape: [3, 3, 1],
  classes: 3,
  trainCount: TRAIN_COUNT,
  testCount: 4,
});
export const signal: AbortSignal = new AbortController().signal;

export function optionsOf(changes: object = {}): LotterySubspaceOptions {
  const brief = { every: 3, snapshots: 8, batchSize: 10, learningRate: 0.3 };
  return parseOptions(lotterySubspace.options, { ...brief, ...changes }, 'method lottery-subspace');
}

export async function compile(): Promise<Objective> {
  return backend.compile(model, data, { batchSize: 30, evaluationBatchSize: 30 });
}

type Changes = Partial<PrepareContext<LotterySubspaceOptions>>;

export async function prepare(options: LotterySubspaceOptions, changes: Changes = {}): Promise<Prepared> {
  const objective = await compile();
  const prepared = await lotterySubspace.prepare?.({
    objective,
    backend,
    trainCount: TRAIN_COUNT,
    start,
    options,
    key: splitKey(keyFromSeed(1), 'preparation'),
    requested: [4],
    signal,
    emit: () => undefined,
    ...changes,
  });
  if (prepared === undefined) throw new TypeError('the lottery subspace has a preparation');
  return prepared;
}

export function subspace(options: LotterySubspaceOptions, prepared: Prepared, d: number): Promise<Reparametrisation> {
  return lotterySubspace.reparametrise({ prepared, start, d, key: [5, 6], options, backend, layout, signal });
}

/** The columns of A, as w(e_j) - w(0), in float64. */
export async function columnsOf(map: Reparametrisation): Promise<Float64Array[]> {
  const from = new Float32Array(map.dimension);
  await map.embed(map.initialCoordinates(), from);
  const columns: Float64Array[] = [];
  for (let j = 0; j < map.degreesOfFreedom; j++) {
    const [theta, at] = [map.initialCoordinates(), new Float32Array(map.dimension)];
    theta[j] = 1;
    await map.embed(theta, at);
    columns.push(Float64Array.from(at, (value, i) => value - from[i]));
  }
  return columns;
}

export function metaOf(prepared: Prepared): LotterySubspaceMeta {
  return prepared.meta as LotterySubspaceMeta;
}

/** Every w at which training asked for a gradient, in order: w before each step. */
export async function trajectoryOf(options: LotterySubspaceOptions, changes: Changes = {}): Promise<Float32Array[]> {
  const objective = await compile();
  const seen: Float32Array[] = [];
  const spying: Objective = {
    ...objective,
    lossAndGradient: (w, batch, gradient) => {
      seen.push(w.slice());
      return objective.lossAndGradient(w, batch, gradient);
    },
  };
  await prepare(options, { objective: spying, ...changes });
  return seen;
}
