import { describe, expect, it } from '@jest/globals';
import { errorFunction } from './error-function.js';

describe('errorFunction', () => {
  // Abramowitz and Stegun, table 7.1, and the closed limits.
  it.each([
    [0, 0],
    [0.02, 0.0225645747],
    [0.5, 0.5204998778],
    [1, 0.8427007929],
    [1.5, 0.9661051465],
    [2, 0.995322265],
    [7, 1],
    [Infinity, 1],
  ])('is tabulated at %d', (x, expected) => {
    expect(errorFunction(x)).toBeCloseTo(expected, 10);
    expect(errorFunction(-x)).toBeCloseTo(-expected, 10);
  });

  it('has the slope of a normal distribution', () => {
    for (const x of [-5.9, -2, -0.1, 0, 0.7, 3, 5.9]) {
      const slope = (errorFunction(x + 1e-5) - errorFunction(x - 1e-5)) / 2e-5;
      expect(slope).toBeCloseTo((2 / Math.sqrt(Math.PI)) * Math.exp(-x * x), 8);
    }
  });

  it('passes NaN on', () => expect(errorFunction(NaN)).toBeNaN());
});
