import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fillNormal, fillNormalPlainly, normalFromBits } from './normal.js';
import { normalKernel } from './normal-kernel.js';
import { keyFromSeed } from './split-key.js';

/** Abramowitz and Stegun 7.1.26 is too coarse here: the distribution function by its Taylor series in float64. */
function normalDistribution(z: number): number {
  let term = z;
  let sum = z;
  for (let n = 1; n < 200; n++) {
    term *= (-z * z * (2 * n - 1)) / (2 * n * (2 * n + 1));
    sum += term;
  }
  return 0.5 + sum / Math.sqrt(2 * Math.PI);
}

describe('normalFromBits', () => {
  it('inverts the normal distribution function', () => {
    for (let i = 0; i <= 4000; i++) {
      const word = Math.floor((i / 4000) * (2 ** 32 - 1));
      const z = normalFromBits(word);
      const probability = ((word >>> 9) + 0.5) / 2 ** 23;
      const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
      const error = Math.abs(normalDistribution(z) - probability) / density;
      expect(error).toBeLessThan(2e-6 * Math.max(1, Math.abs(z)) + 1e-13 / density);
    }
  });

  it('is odd and bounded', () => {
    expect(normalFromBits(0)).toBeCloseTo(-5.2947, 3);
    expect(normalFromBits(0xffffffff)).toBe(-normalFromBits(0));
  });
});

describe('fillNormal', () => {
  it('has the moments of a standard normal', () => {
    const count = 400_000;
    const sample = new Float32Array(count);
    fillNormal(keyFromSeed(7), 3, sample);
    const moments = [1, 2, 3, 4].map((power) => sample.reduce((sum, z) => sum + z ** power, 0) / count);
    // Six standard errors of each sample moment.
    expect(Math.abs(moments[0])).toBeLessThan(6 * Math.sqrt(1 / count));
    expect(Math.abs(moments[1] - 1)).toBeLessThan(6 * Math.sqrt(2 / count));
    expect(Math.abs(moments[2])).toBeLessThan(6 * Math.sqrt(15 / count));
    expect(Math.abs(moments[3] - 3)).toBeLessThan(6 * Math.sqrt(96 / count));
  });

  it('draws a prefix of the same stream for a shorter array, and another stream for another number', () => {
    const long = new Float32Array(101);
    const short = new Float32Array(50);
    const other = new Float32Array(50);
    fillNormal([1, 2], 9, long);
    fillNormal([1, 2], 9, short);
    fillNormal([1, 2], 10, other);
    expect([...short]).toEqual([...long.subarray(0, 50)]);
    expect([...other]).not.toEqual([...short]);
  });
});

describe('normalKernel', () => {
  const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
  const bitsOf = (draws: Float32Array) => Buffer.from(draws.buffer);
  const both = (key: readonly [number, number], stream: number, length: number) => {
    const [drawn, expected] = [new Float32Array(length), new Float32Array(length)];
    const kernel = normalKernel();
    if (kernel === undefined) throw new Error('WebAssembly with 128-bit vectors runs on every machine of ours');
    kernel(key, stream, drawn);
    fillNormalPlainly(key, stream, expected);
    return [drawn, expected] as const;
  };

  it('draws the very bits of the plain generator, any key, stream and length', () =>
    fc.assert(
      fc.property(word, word, word, fc.integer({ min: 0, max: 300 }), (key0, key1, stream, length) => {
        const [drawn, expected] = both([key0, key1], stream, length);
        expect(drawn).toEqual(expected);
      }),
    ));

  it.each([16_383, 16_384, 16_385, 1_000_000])('does so over %i draws, more than it holds at once', (length) => {
    const [drawn, expected] = both([3, 4], 5, length);
    expect(Buffer.compare(bitsOf(drawn), bitsOf(expected))).toBe(0);
  });

  it('is what many draws come from, few do not', () => {
    const [few, many] = [new Float32Array(63), new Float32Array(64)];
    fillNormal([1, 2], 3, few);
    fillNormal([1, 2], 3, many);
    expect([...many.subarray(0, 63)]).toEqual([...few]);
  });
});
