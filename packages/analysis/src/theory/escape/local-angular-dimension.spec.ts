import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { localAngularDimension, thresholdFromAngularDimension } from './local-angular-dimension.js';

describe('localAngularDimension', () => {
  it('mirrors the threshold and its interval at D', () => {
    expect(localAngularDimension(20_490, { dStar: 700, lower: 512, upper: 1024 })).toEqual({
      localAngularDimension: 19_790,
      lower: 19_466,
      upper: 19_978,
    });
  });

  it('keeps a censored threshold one-sided', () => {
    expect(localAngularDimension(1000, { dStar: null, lower: 256, upper: null })).toEqual({
      localAngularDimension: null,
      lower: null,
      upper: 744,
    });
  });

  it('is undone by thresholdFromAngularDimension', () => {
    const number = fc.option(fc.integer({ min: 0, max: 300 }));
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        const known = [a, b, c].filter((x) => x !== null).sort((x, y) => x - y);
        const next = (x: number | null) => (x === null ? null : (known.shift() ?? null));
        const threshold = { lower: next(a), dStar: next(b), upper: next(c) };
        expect(thresholdFromAngularDimension(300, localAngularDimension(300, threshold))).toEqual(threshold);
      }),
    );
  });

  it('refuses thresholds outside the space and intervals out of order', () => {
    const refusal = expect.objectContaining({ code: 'DOF_THEORY_INPUT_INVALID' });
    expect(() => localAngularDimension(10, { dStar: 11, lower: null, upper: null })).toThrow(refusal);
    expect(() => localAngularDimension(10, { dStar: 5, lower: 6, upper: 8 })).toThrow(refusal);
    expect(() => thresholdFromAngularDimension(0, { localAngularDimension: 0, lower: null, upper: null })).toThrow(
      refusal,
    );
  });
});
