import { keyFromSeed, parameterLayout, parseOptions, splitKey } from '@dof/core';
import type { DofReductionMethod, ModelSpec, Objective, Prepared, PrepareContext, Reparametrisation } from '@dof/core';
import {
  randomDataset,
  randomParameters,
  ReferenceBackend,
  referenceLossAndGradient,
  standardisedExamples,
} from '@dof/testing';

export const model: ModelSpec = {
  name: 'small',
  inputShape: [4, 4, 1],
  layers: [
    { type: 'conv2d', filters: 3, kernelSize: 3 },
    { type: 'relu' },
    { type: 'averagePool2d', size: 2 },
    { type: 'flatten' },
    { type: 'dense', units: 3 },
  ],
  loss: 'softmax-cross-entropy',
};
export const layout = parameterLayout(model);
/** 27 + 3 of the convolution, 36 + 3 of the dense layer. */
export const D = layout.dimension;
export const backend = new ReferenceBackend();
export const start = { w: randomParameters(model, [1, 2]) };
export const TRAIN_COUNT = 30;
export const data = randomDataset([3, 4], {
  inputShape: [4, 4, 1],
  classes: 3,
  trainCount: TRAIN_COUNT,
  testCount: 4,
});
const signal: AbortSignal = new AbortController().signal;

/** One gradient that a preparation asked for: where, and over which examples. */
export interface GradientCall {
  readonly w: Float32Array;
  readonly indices: Uint32Array;
}

export interface Preparation {
  readonly prepared: Prepared;
  readonly calls: readonly GradientCall[];
}

export async function prepare<Options>(
  method: DofReductionMethod<Options>,
  given: object,
  changes: Partial<PrepareContext<Options>> = {},
): Promise<Preparation> {
  const objective = await backend.compile(model, data, { batchSize: 30, evaluationBatchSize: 30 });
  const calls: GradientCall[] = [];
  const spying: Objective = {
    ...objective,
    lossAndGradient: (w, batch, gradient) => {
      calls.push({ w: w.slice(), indices: batch.indices.slice() });
      return objective.lossAndGradient(w, batch, gradient);
    },
  };
  const prepared = await method.prepare?.({
    objective: spying,
    backend,
    trainCount: TRAIN_COUNT,
    start,
    options: parseOptions(method.options, given, method.name),
    key: splitKey(keyFromSeed(1), 'preparation'),
    requested: [10, 30],
    signal,
    emit: () => undefined,
    ...changes,
  });
  if (prepared === undefined) throw new TypeError(`${method.name} has no preparation`);
  return { prepared, calls };
}

export function mapOf<Options>(
  method: DofReductionMethod<Options>,
  given: object,
  prepared: Prepared,
  d: number,
  key: readonly [number, number] = [5, 6],
): Promise<Reparametrisation> {
  const options = parseOptions(method.options, given, method.name);
  return method.reparametrise({ prepared, start, d, key, options, backend, layout, signal });
}

/** The parameters that a mask trains, by index. */
export async function survivorsOf(map: Reparametrisation): Promise<number[]> {
  const w = new Float32Array(map.dimension);
  await map.embed(new Float32Array(map.degreesOfFreedom).fill(1), w);
  return [...w.keys()].filter((i) => w[i] === 1);
}

/**
 * Where heavy-ball descent with the L2 term leads from the first of these calls, over their batches, in float64.
 * Parameters that are 0 there are pruned and stay.
 */
export function retrace(
  calls: readonly GradientCall[],
  { learningRate, momentum, l2 }: { learningRate: number; momentum: number; l2: number },
): Float64Array {
  const w = Float64Array.from(calls[0].w);
  const alive = w.map((value) => (value === 0 ? 0 : 1));
  const velocity = new Float64Array(w.length);
  for (const { indices } of calls) {
    const { inputs, labels } = standardisedExamples(data, 'train', indices);
    const { gradient } = referenceLossAndGradient(model, w, inputs, labels);
    for (const { kind, offset, length } of layout.segments) {
      for (let i = offset; i < offset + length; i++) {
        const penalty = kind === 'kernel' ? l2 * w[i] : 0;
        velocity[i] = momentum * velocity[i] + alive[i] * (gradient[i] + penalty);
        w[i] -= learningRate * velocity[i];
      }
    }
  }
  return w;
}

/** The `count` parameters of largest magnitude among these, rising by index. */
export function largest(w: ArrayLike<number>, among: readonly number[], count: number): number[] {
  const byMagnitude = [...among].sort((a, b) => Math.abs(w[b]) - Math.abs(w[a]));
  return byMagnitude.slice(0, count).sort((a, b) => a - b);
}

/** The indices of one layer, or of the segments of one kind. */
export function parametersOf(select: (segment: (typeof layout.segments)[number]) => boolean): number[] {
  return layout.segments.filter(select).flatMap(({ offset, length }) => Array.from({ length }, (_, i) => offset + i));
}
