import { describe, expect, it } from '@jest/globals';
import { lossTicks } from './loss-ticks.js';

describe('lossTicks', () => {
  it('are 1, 2 and 5 times powers of ten inside the range', () => {
    expect(lossTicks([0.035, 2.5])).toEqual([0.05, 0.1, 0.2, 0.5, 1, 2]);
    expect(lossTicks([0.1, 1])).toEqual([0.1, 0.2, 0.5, 1]);
  });

  it('are powers of ten alone over many decades', () => {
    expect(lossTicks([3e-7, 2])).toEqual([1e-6, 1e-5, 1e-4, 0.001, 0.01, 0.1, 1]);
  });

  it('are left to the axis in a narrow range', () => {
    expect(lossTicks([0.21, 0.4])).toBeUndefined();
  });
});
