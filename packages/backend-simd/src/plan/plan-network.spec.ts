import { describe, expect, it } from '@jest/globals';
import type { LayerSpec, ModelSpec } from '@dof/core';
import { OpKind } from './network-plan.js';
import { planNetwork } from './plan-network.js';

const model = (inputShape: ModelSpec['inputShape'], ...layers: LayerSpec[]): ModelSpec => ({
  name: 'planned',
  inputShape,
  layers,
  loss: 'softmax-cross-entropy',
});
const convolution = (filters: number, kernelSize = 3): LayerSpec => ({ type: 'conv2d', filters, kernelSize });

describe('planNetwork', () => {
  it('fuses ReLU into layers, and the end of their backward pass into 2 x 2 pooling', () => {
    const { ops } = planNetwork(
      model(
        [8, 8, 1],
        convolution(4),
        { type: 'relu' },
        { type: 'averagePool2d', size: 2 },
        convolution(4),
        { type: 'relu' },
        { type: 'maxPool2d', size: 3 },
        { type: 'flatten' },
        { type: 'dense', units: 3 },
      ),
      4,
    );
    expect(ops.map(({ kind }) => kind)).toEqual([
      OpKind.convolution,
      OpKind.averagePool,
      OpKind.convolution,
      OpKind.maxPool,
      OpKind.dense,
    ]);
    expect(ops[0]).toMatchObject({ relu: true, finish: false });
    expect(ops[1]).toMatchObject({ finishes: true });
    expect(ops[2]).toMatchObject({ relu: true, finish: true });
    expect(ops[3].finishes).toBe(false);
  });

  it('gives tensors the borders of their neighbours and pads channels to whole vectors, but not those of the input', () => {
    const { tensors } = planNetwork(
      model([9, 7, 3], convolution(5, 5), convolution(6, 3), { type: 'flatten' }, { type: 'dense', units: 2 }),
      4,
    );
    expect(tensors[0]).toMatchObject({ pixel: 3, valueBorder: 2, hasGradient: false });
    expect(tensors[1]).toMatchObject({ pixel: 8, valueBorder: 1, gradientBorder: 0, hasGradient: true });
    expect(tensors[2]).toMatchObject({ pixel: 8, valueBorder: 0, gradientBorder: 1, hasGradient: true });
  });

  it('flattens without a copy where the memory is contiguous already', () => {
    const flat = (filters: number): LayerSpec[] => [
      convolution(filters),
      { type: 'averagePool2d', size: 2 },
      { type: 'flatten' },
      { type: 'dense', units: 2 },
    ];
    const contiguous = planNetwork(model([4, 4, 1], ...flat(8)), 4);
    expect(contiguous.ops.map(({ kind }) => kind)).not.toContain(OpKind.copy);
    expect(contiguous.tensors[3]).toMatchObject({ valuesFrom: 2, gradientFrom: 2, channels: 32, pixel: 32 });
    expect(planNetwork(model([4, 4, 1], ...flat(6)), 4).ops.map(({ kind }) => kind)).toContain(OpKind.copy);
  });

  it('does not clamp a convolution whose output is wanted without the ReLU too', () => {
    const body: LayerSpec[] = [{ type: 'relu' }, convolution(4)];
    const { ops } = planNetwork(
      model([4, 4, 1], convolution(4), { type: 'residual', body }, { type: 'flatten' }, { type: 'dense', units: 2 }),
      4,
    );
    const kinds = ops.map(({ kind }) => kind);
    expect(kinds.slice(0, 3)).toEqual([OpKind.convolution, OpKind.fork, OpKind.relu]);
    expect(ops[0].relu).toBe(false);
  });

  it('gives the gradient of a sum to those of its paths that leave it as it is', () => {
    const body: LayerSpec[] = [convolution(4), { type: 'batchNorm' }];
    const { tensors, ops } = planNetwork(
      model([4, 4, 4], convolution(4), { type: 'residual', body }, { type: 'flatten' }, { type: 'dense', units: 2 }),
      4,
    );
    const sum = ops.find(({ kind }) => kind === OpKind.add);
    expect(tensors[sum?.input ?? 0].gradientFrom).toBe(sum?.output);
    expect(tensors[sum?.other ?? 0]).toMatchObject({ gradientFrom: sum?.output, valuesFrom: 1 });
    const plain = planNetwork(
      model([4, 4, 4], { type: 'residual', body: [convolution(4)] }, { type: 'flatten' }, { type: 'dense', units: 2 }),
      4,
    );
    const add = plain.ops.find(({ kind }) => kind === OpKind.add);
    expect(plain.tensors[add?.input ?? 0].gradientFrom).toBeUndefined();
  });

  it('takes convolutions and large dense layers one after the other, small ones together', () => {
    const head = (units: number): LayerSpec[] => [
      convolution(8),
      { type: 'flatten' },
      { type: 'dense', units },
      { type: 'dense', units: 2 },
    ];
    expect(planNetwork(model([8, 8, 1], ...head(16)), 4).segments).toEqual([0, 0, 0]);
    expect(planNetwork(model([8, 8, 1], ...head(80)), 4).segments).toEqual([0, 1, 1]);
    const { segments } = planNetwork(model([8, 8, 1], { type: 'flatten' }, { type: 'dense', units: 999 }), 4);
    expect(segments).toEqual([0]);
  });

  it('cuts before convolutions that have too few tiles in a block of images, and goes back and forth', () => {
    const pooled = (filters: number): LayerSpec[] => [convolution(filters), { type: 'averagePool2d', size: 2 }];
    const deep = model(
      [28, 28, 1],
      ...[32, 64, 64, 128].flatMap(pooled),
      { type: 'flatten' },
      { type: 'dense', units: 10 },
    );
    const tiled = planNetwork(deep, 16);
    const convolutions = tiled.ops.flatMap(({ kind }, index) => (kind === OpKind.convolution ? [index] : []));
    // The last has one tile in every image, of 28 x 28 pixels at the start.
    expect(convolutions.map((index) => tiled.segments[index])).toEqual([0, 0, 0, 1]);
    expect(convolutions.map((index) => tiled.ops[index].winograd?.tile)).toEqual([undefined, 4, 4, 4]);
    expect(tiled.alternate).toBe(true);

    const direct = planNetwork(deep, 16, 'direct');
    expect(direct.segments.at(-1)).toBe(0);
    expect(direct.ops.every(({ winograd }) => winograd === undefined)).toBe(true);
    expect(direct.alternate).toBe(false);
  });
});
