import { describe, expect, it } from '@jest/globals';
import { keyFromSeed, type LossName } from '@dof/core';
import fc from 'fast-check';
import { inner, randomVector } from '../../../test/dense-matrices.js';
import { denseGaussNewton, denseHessian, tinyNetwork, type TinyNetwork } from '../../../test/tiny-network.js';
import { euclideanNorm } from '../../theory/numerics/gram-matrix.js';
import { randomDirection } from '../lanczos/stochastic-lanczos-quadrature.js';
import { chooseStep } from './finite-difference-step.js';
import { gaussNewtonOperator } from './gauss-newton-operator.js';
import { hessianOperator } from './hessian-operator.js';
import type { SymmetricOperator } from './symmetric-operator.js';

const LOSSES: readonly LossName[] = ['softmax-cross-entropy', 'mean-squared-error'];

const kinds: Record<
  string,
  {
    operator(n: TinyNetwork, l: LossName, step: number, batch: number): SymmetricOperator;
    dense: typeof denseGaussNewton;
  }
> = {
  'Gauss-Newton': {
    operator: (network, loss, step, batchSize) => gaussNewtonOperator({ ...network, loss, batchSize }, step),
    dense: denseGaussNewton,
  },
  Hessian: {
    operator: (network, _loss, step, batchSize) => hessianOperator({ ...network, batchSize }, step),
    dense: denseHessian,
  },
};

async function product(operator: SymmetricOperator, v: Float64Array): Promise<Float64Array> {
  const out = new Float64Array(operator.dimension).fill(NaN);
  await operator.apply(v, out);
  return out;
}

function distance(a: Float64Array, b: Float64Array): number {
  return euclideanNorm(a.map((entry, i) => entry - b[i]));
}

describe.each(Object.entries(kinds))('products with the %s matrix', (_name, { operator, dense }) => {
  it.each(LOSSES)('are those of the dense matrix, within the error they state: %s', async (loss) => {
    await fc.assert(
      fc.asyncProperty(fc.nat(10_000), fc.integer({ min: 1, max: 12 }), async (seed, batchSize) => {
        const network = tinyNetwork(loss, seed);
        const { w } = network;
        const matrix = dense(network, loss);
        const v = randomVector(seed + 1, w.length);
        const at = (step: number) => operator(network, loss, step, batchSize);
        const { step, relativeError } = await chooseStep(at, [v], euclideanNorm(Float64Array.from(w)));
        const found = await product(at(step), v);
        const exact = Float64Array.from(matrix, (row) => inner(row, v));
        expect(relativeError).toBeLessThan(2e-3);
        // Halving a step cuts a second-order error to a quarter, so the difference seen is most of the error.
        expect(distance(found, exact)).toBeLessThan((2 * relativeError + 1e-5) * euclideanNorm(exact));
      }),
      { numRuns: 25 },
    );
  });

  it('are linear in v, whatever its length, and zero for zero', async () => {
    const network = tinyNetwork('softmax-cross-entropy', 3);
    const v = randomVector(4, network.w.length);
    const at = operator(network, 'softmax-cross-entropy', 0.01, 4);
    const once = await product(at, v);
    for (const factor of [1e-6, -3, 1e6]) {
      const scaled = await product(
        at,
        v.map((entry) => factor * entry),
      );
      expect(
        distance(
          scaled,
          once.map((entry) => factor * entry),
        ),
      ).toBeLessThan(1e-3 * Math.abs(factor) * euclideanNorm(once));
    }
    expect([...(await product(at, new Float64Array(v.length)))]).toEqual(new Array(v.length).fill(0));
  });

  it('refuse a step that is none and an empty set of examples', () => {
    const network = tinyNetwork('mean-squared-error', 1);
    const refusal = expect.objectContaining({ code: 'DOF_THEORY_INPUT_INVALID' });
    for (const step of [0, -1, NaN, Infinity]) {
      expect(() => operator(network, 'mean-squared-error', step, 4)).toThrow(refusal);
    }
    expect(() => operator({ ...network, examples: new Uint32Array(0) }, 'mean-squared-error', 0.1, 4)).toThrow(refusal);
  });
});

describe('gaussNewtonOperator', () => {
  it('is positive semidefinite and symmetric, to the error of its differences', async () => {
    const network = tinyNetwork('softmax-cross-entropy', 8);
    const operator = gaussNewtonOperator({ ...network, loss: 'softmax-cross-entropy', batchSize: 5 }, 0.01);
    for (let i = 0; i < 20; i++) {
      const [u, v] = [randomVector(100 + i, network.w.length), randomVector(200 + i, network.w.length)];
      const [gu, gv] = [await product(operator, u), await product(operator, v)];
      expect(inner(u, gu)).toBeGreaterThan(0);
      expect(Math.abs(inner(u, gv) - inner(v, gu))).toBeLessThan(1e-3 * Math.sqrt(inner(u, gu) * inner(v, gv)));
    }
  });

  it('refuses an engine without outputs, and says what to do', () => {
    const network = tinyNetwork('mean-squared-error', 1);
    const objective = { ...network.objective, outputs: undefined, pullbackOutputs: undefined };
    const point = { ...network, objective, loss: 'mean-squared-error' as const, batchSize: 4 };
    expect(() => gaussNewtonOperator(point, 0.1)).toThrow(/use another engine or the Hessian/);
  });
});

describe('chooseStep', () => {
  it('finds the valley between rounding and curvature of third order, and measures it', async () => {
    // A product with the error 1e-7 / h + h^2: best at h = (1e-7 / 2)^(1/3) = 0.0037.
    const at = (step: number): SymmetricOperator => ({
      dimension: 2,
      apply: (v, out) => {
        out[0] = v[0] + 1e-7 / step + step * step;
        out[1] = v[1];
      },
    });
    const { step, relativeError } = await chooseStep(at, [Float64Array.of(1, 1)], 1);
    expect(step).toBeGreaterThan(0.0037 / 3);
    expect(step).toBeLessThan(0.0037 * 3);
    const error = (1e-7 / step + step * step) / Math.SQRT2;
    expect(relativeError).toBeGreaterThan(error / 6);
    expect(relativeError).toBeLessThan(error * 4);
  });

  it('refuses curvature that is zero everywhere it looks', async () => {
    const flat: SymmetricOperator = { dimension: 3, apply: (_v, out) => void out.fill(0) };
    const direction = randomDirection(keyFromSeed(1), 0, 3);
    await expect(chooseStep(() => flat, [direction], 1)).rejects.toMatchObject({ code: 'DOF_THEORY_INPUT_INVALID' });
  });
});
