import { describe, expect, it } from '@jest/globals';
import { keyFromSeed } from '@dof/core';
import { monteCarloWidth } from './monte-carlo-width.js';

const key = keyFromSeed(11);
const largest = (g: Float32Array) => g.reduce((a, b) => Math.max(a, b));

describe('monteCarloWidth', () => {
  it('finds the width of a simplex of two and of three corners', () => {
    // E max of two standard normals is 1 / sqrt(pi), of three 3 / (2 sqrt(pi)).
    for (const [dimension, width] of [
      [2, 1 / Math.sqrt(Math.PI)],
      [3, 1.5 / Math.sqrt(Math.PI)],
    ]) {
      const found = monteCarloWidth({ dimension, supportFunction: largest, key, samples: 40_000 });
      expect(Math.abs(found.width - width)).toBeLessThan(4 * found.standardError);
    }
  });

  it('states the standard error of the mean', () => {
    // <g, e_1> has standard deviation 1.
    const found = monteCarloWidth({ dimension: 1, supportFunction: (g) => g[0], key, samples: 20_000 });
    expect(found.standardError * Math.sqrt(20_000)).toBeCloseTo(1, 1);
    expect(Math.abs(found.width)).toBeLessThan(4 * found.standardError);
  });

  it('repeats itself for a key and differs for another', () => {
    const run = (seed: number) =>
      monteCarloWidth({ dimension: 5, supportFunction: largest, key: keyFromSeed(seed), samples: 100 });
    expect(run(1)).toEqual(run(1));
    expect(run(1).width).not.toBe(run(2).width);
  });

  it('refuses unbounded sets and senseless numbers', () => {
    const options = { dimension: 3, supportFunction: largest, key, samples: 10 };
    const refusal = expect.objectContaining({ code: 'DOF_THEORY_INPUT_INVALID' });
    expect(() => monteCarloWidth({ ...options, supportFunction: () => Infinity })).toThrow(refusal);
    expect(() => monteCarloWidth({ ...options, samples: 1 })).toThrow(refusal);
    expect(() => monteCarloWidth({ ...options, dimension: 0 })).toThrow(refusal);
  });
});
