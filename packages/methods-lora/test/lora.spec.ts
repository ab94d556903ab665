import { describe, expect, it } from '@jest/globals';
import { createContainer, parameterLayout, parseOptions, Tokens } from '@dof/core';
import type { ModelSpec, RandomKey, Reparametrisation } from '@dof/core';
import { normalArray, randomParameters, ReferenceBackend } from '@dof/testing';
import { adapterSizes, lora, register } from '@dof/methods-lora';
import { Matrix, SingularValueDecomposition } from 'ml-matrix';

const model: ModelSpec = {
  name: 'small',
  inputShape: [4, 4, 2],
  layers: [
    { type: 'conv2d', filters: 5, kernelSize: 3 },
    { type: 'relu' },
    { type: 'averagePool2d', size: 2 },
    { type: 'flatten' },
    { type: 'dense', units: 6 },
  ],
  loss: 'softmax-cross-entropy',
};
/** A kernel of 18 x 5 with 5 biases, one of 20 x 6 with 6: D = 221. */
const layout = parameterLayout(model);
const start = { w: randomParameters(model, [1, 2]) };
const backend = new ReferenceBackend();
const signal: AbortSignal = new AbortController().signal;
const frozen = parseOptions(lora.options, {}, 'lora');
const trained = parseOptions(lora.options, { biases: 'train' }, 'lora');

function adapters(d: number, options = frozen, key: RandomKey = [3, 4]): Promise<Reparametrisation> {
  return lora.reparametrise({ start, d, key, options, backend, layout, signal });
}

/** What w(theta) adds to the start, as the two kernels' matrices. */
async function deltas(map: Reparametrisation, theta: Float32Array): Promise<Matrix[]> {
  const w = new Float32Array(map.dimension);
  await map.embed(theta, w);
  return [layout.segments[0], layout.segments[2]].map(({ offset, length, shape }) => {
    const columns = shape[shape.length - 1];
    const entries = Array.from({ length }, (_, i) => w[offset + i] - start.w[offset + i]);
    return Matrix.from1DArray(length / columns, columns, entries);
  });
}

const noise = (length: number): Float32Array => Float32Array.from(normalArray([5, 6], 0, length));

describe('lora', () => {
  it('can train sum r (m + n) coordinates for every rank that stays below D', () => {
    // 23 + 26 per rank; kernels have full rank 5 and 6; 5 (23 + 26) would exceed D.
    expect(lora.attainable(layout, frozen)).toEqual({ values: [49, 98, 147, 196] });
    expect(lora.attainable(layout, trained)).toEqual({ values: [60, 109, 158, 207] });
  });

  it('declares sum r (m + n - r) independent directions', () => {
    expect(adapterSizes(layout, frozen).map(({ rank, jacobianRank }) => [rank, jacobianRank])).toEqual([
      [1, 22 + 25],
      [2, 2 * (21 + 24)],
      [3, 3 * (20 + 23)],
      [4, 4 * (19 + 22)],
    ]);
    expect(lora.jacobianRank?.(98, layout, frozen)).toBe(90);
    expect(lora.jacobianRank?.(109, layout, trained)).toBe(101);
  });

  it('gives a small kernel no more than its full rank', () => {
    const bottleneck: ModelSpec = {
      name: 'bottleneck',
      inputShape: [5, 8, 1],
      layers: [{ type: 'flatten' }, { type: 'dense', units: 2 }, { type: 'dense', units: 30, bias: false }],
      loss: 'softmax-cross-entropy',
    };
    // 40 x 2 and 2 x 30: D = 142, and rank 2 has 2 (42 + 32) = 148 coordinates.
    expect(lora.attainable(parameterLayout(bottleneck), frozen)).toEqual({ values: [74] });
    const wide: ModelSpec = { ...bottleneck, inputShape: [9, 9, 1], layers: [{ type: 'flatten' }, { type: 'dense', units: 40 }, { type: 'dense', units: 2 }] }; // prettier-ignore
    // 81 x 40 and 40 x 2: from rank 2 on the second keeps 2 (40 + 2) coordinates.
    const { values } = lora.attainable(parameterLayout(wide), frozen) as { values: readonly number[] };
    expect(values.slice(0, 3)).toEqual([121 + 42, 242 + 84, 363 + 84]);
  });

  it('starts at the starting point, with B of unit columns and C = 0', async () => {
    const map = await adapters(98);
    const w = new Float32Array(map.dimension);
    const theta = map.initialCoordinates();
    await map.embed(theta, w);
    expect(w).toEqual(start.w);
    for (const [from, to] of [
      [0, 18],
      [18, 36],
      [46, 66],
      [66, 86],
    ]) {
      // prettier-ignore
      expect(Math.hypot(...theta.subarray(from, to))).toBeCloseTo(1, 6);
    }
    expect([...theta.subarray(36, 46), ...theta.subarray(86)].every((value) => value === 0)).toBe(true);
  });

  it('draws B afresh for another key', async () => {
    const [first, other] = [await adapters(49), await adapters(49, frozen, [3, 5])];
    expect(other.initialCoordinates()).not.toEqual(first.initialCoordinates());
  });

  it.each([1, 2, 3, 4])('moves every kernel by a matrix of rank %i, the product of its factors', async (rank) => {
    const map = await adapters(49 * rank);
    const theta = noise(map.degreesOfFreedom);
    const [convolution, dense] = await deltas(map, theta);
    for (const delta of [convolution, dense]) {
      const { diagonal } = new SingularValueDecomposition(delta);
      expect(diagonal.filter((value) => value > 1e-4)).toHaveLength(rank);
    }
    const b = Matrix.from1DArray(rank, 18, [...theta.subarray(0, 18 * rank)]).transpose();
    const c = Matrix.from1DArray(rank, 5, [...theta.subarray(18 * rank, 23 * rank)]);
    expect(Matrix.sub(convolution, b.mmul(c)).norm()).toBeLessThan(1e-5);
  });

  it('scales the product, and leaves biases as they are unless they are trained', async () => {
    const half = parseOptions(lora.options, { scale: 0.5 }, 'lora');
    const [full, scaled] = [await adapters(49), await adapters(49, half)];
    const theta = noise(49);
    const [[whole], [part]] = [await deltas(full, theta), await deltas(scaled, theta)];
    expect(Matrix.sub(whole, Matrix.mul(part, 2)).norm()).toBeLessThan(1e-5);
    const biases = layout.segments[1];
    const w = new Float32Array(layout.dimension);
    await full.embed(theta, w);
    expect(w.subarray(biases.offset, biases.offset + 5)).toEqual(start.w.subarray(biases.offset, biases.offset + 5));
    const direct = noise(60);
    await (await adapters(60, trained)).embed(direct, w);
    for (let i = 0; i < 5; i++) {
      expect(w[biases.offset + i]).toBeCloseTo(start.w[biases.offset + i] + direct[49 + i], 5);
    }
  });

  it('is registered', async () => {
    const child = createContainer();
    await register(child);
    expect(child.resolveAll(Tokens.DofReductionMethod)).toEqual([lora]);
  });
});
