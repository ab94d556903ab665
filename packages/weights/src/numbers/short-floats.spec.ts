import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseNpz } from '../npz/parse-npz.js';
import { BF16, decodedFloats, decodeFloat, encodeFloat, F16 } from './short-floats.js';

const halves = readFileSync(new URL('../../test/fixtures/halves.npz', import.meta.url));

describe('half precision', () => {
  it('is rounded and read as numpy does it', async () => {
    const arrays = new Map((await parseNpz(halves, 'halves.npz')).map(({ name, values }) => [name, values]));
    const [values, nearest] = ['values', 'nearest'].map((name) => arrays.get(name) ?? new Float64Array());
    expect(values.length).toBeGreaterThan(10_000);
    const rounded = Array.from(values, (value) => encodeFloat(value, F16));
    // There are many that are no numbers, and all are written as one.
    const isNumber = (_: number, i: number): boolean => !Number.isNaN(values[i]);
    expect(rounded.filter(isNumber)).toEqual(Array.from(nearest).filter(isNumber));
    expect(rounded.some((bits, i) => !isNumber(bits, i) && !Number.isNaN(decodeFloat(bits, F16)))).toBe(false);
    // Those that numpy made of bit patterns come first.
    const patterns = Array.from({ length: Math.ceil(2 ** 16 / 7) }, (_, i) => decodeFloat(7 * i, F16));
    expect(patterns).toEqual(Array.from(values.subarray(0, patterns.length)));
  });
});

describe('bfloat16', () => {
  const upperHalf = (bits: number): number => {
    const view = new DataView(new ArrayBuffer(4));
    view.setUint32(0, bits * 2 ** 16);
    return view.getFloat32(0);
  };

  it('is the upper half of a float32', () => {
    expect(decodedFloats(BF16)).toEqual(Float32Array.from({ length: 2 ** 16 }, (_, bits) => upperHalf(bits)));
  });

  it('is rounded to the nearest, to the even one of two', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const bits = encodeFloat(value, BF16);
        const size = (of: number): number => Math.abs(upperHalf(of) - value);
        if (Number.isFinite(upperHalf(bits))) {
          for (const other of [bits - 1, bits + 1].filter((near) => near >= 0 && Number.isFinite(upperHalf(near)))) {
            expect(size(bits)).toBeLessThanOrEqual(size(other));
            if (size(bits) === size(other)) expect(bits % 2).toBe(0);
          }
        }
      }),
    );
    expect(decodeFloat(encodeFloat(NaN, BF16), BF16)).toBeNaN();
    expect(decodeFloat(encodeFloat(-Infinity, BF16), BF16)).toBe(-Infinity);
  });
});
