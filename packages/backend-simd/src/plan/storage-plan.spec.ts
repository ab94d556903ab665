import { describe, expect, it } from '@jest/globals';
import type { LayerSpec } from '@dof/core';
import { OpKind } from './network-plan.js';
import { placeProgram } from './place-program.js';
import { planNetwork } from './plan-network.js';
import { planStorage } from './storage-plan.js';

const convolution: LayerSpec = { type: 'conv2d', filters: 4, kernelSize: 3, bias: false };
const normalised: LayerSpec[] = [convolution, { type: 'batchNorm' }, { type: 'relu' }];
const head: LayerSpec[] = [{ type: 'globalAveragePool2d' }, { type: 'dense', units: 3 }];
const plan = (...layers: LayerSpec[]) =>
  planNetwork(
    { name: 'planned', inputShape: [8, 8, 1], layers: [...layers, ...head], loss: 'softmax-cross-entropy' },
    4,
  );
const kindsWhere = (network: ReturnType<typeof plan>, flags: readonly boolean[]) =>
  network.ops.flatMap(({ kind }, index) => (flags[index] ? [kind] : []));

describe('planStorage', () => {
  it('keeps one block of images where nothing couples the batch', () => {
    const network = plan(convolution, { type: 'relu' });
    const { values, gradients, recompute } = planStorage(network, 'training');
    expect([...values, ...gradients].some((storage) => storage?.ofBatch)).toBe(false);
    expect(recompute).not.toContain(true);
  });

  it('keeps what is normalised, and computes the normalised values again', () => {
    const network = plan(...normalised, ...normalised);
    const { values, recompute } = planStorage(network, 'training');
    const convolutions = network.ops.filter(({ kind }) => kind === OpKind.convolution);
    expect(convolutions.map(({ output }) => values[output]?.ofBatch)).toEqual([true, true]);
    expect(kindsWhere(network, recompute)).toEqual([OpKind.normalise]);
    // The second normalisation is in the last segment, which goes forward and back at once.
    const outputs = network.ops.filter(({ kind }) => kind === OpKind.normalise).map(({ output }) => output);
    expect(outputs.map((output) => values[output]?.ofBatch)).toEqual([false, false]);
  });

  it('keeps the inputs that a later segment reads until the backward pass has staged them again', () => {
    const body: LayerSpec[] = [{ type: 'averagePool2d', size: 1 }, { type: 'batchNorm' }];
    const network = plan({ type: 'residual', body }, ...normalised, ...normalised);
    const last = network.segments[network.segments.length - 1];
    const [inputs] = planStorage(network, 'training').values;
    expect(inputs).toMatchObject({ ofBatch: true, lifetime: { from: 0, to: 2 * last } });
    expect(planStorage(network, 'evaluation').values[0]?.lifetime.to).toBeLessThan(last);
  });

  it('keeps the output of a convolution whose ReLU the backward pass asks for', () => {
    const network = plan(convolution, { type: 'relu' }, ...normalised);
    const [first] = network.ops;
    expect(planStorage(network, 'training').values[first.output]?.ofBatch).toBe(true);
    expect(planStorage(network, 'evaluation').values[first.output]?.ofBatch).toBe(false);
  });

  it('runs the normalisation of a shortcut where its sum is', () => {
    const network = plan({
      type: 'residual',
      body: [...normalised, convolution, { type: 'batchNorm' }],
      shortcut: [convolution, { type: 'batchNorm' }],
    });
    const segmentsOf = (wanted: OpKind) => network.segments.filter((_, index) => network.ops[index].kind === wanted);
    expect(segmentsOf(OpKind.convolution)).toEqual([0, 0, 1]);
    expect(segmentsOf(OpKind.normalise)).toEqual([1, 2, 2]);
  });

  it('needs no more memory for a deeper network in an evaluation, and only its activations more in training', () => {
    const bytes = (depth: number, purpose: 'training' | 'evaluation') =>
      placeProgram(plan(...Array.from({ length: depth }, () => normalised).flat()), purpose, 1000).bytes;
    expect(bytes(9, 'evaluation')).toBe(bytes(3, 'evaluation'));
    const layer = 1000 * 8 * 8 * 4 * 4;
    expect(bytes(9, 'training') - bytes(3, 'training')).toBeLessThanOrEqual(6 * layer);
  });
});
