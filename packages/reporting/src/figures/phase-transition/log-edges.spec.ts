import { describe, expect, it } from '@jest/globals';
import { logEdges } from './log-edges.js';

describe('logEdges', () => {
  it('lies halfway between neighbours on a logarithmic axis, and as far beyond the ends', () => {
    [1, 4, 16, 64].forEach((edge, i) => expect(logEdges([2, 8, 32])[i]).toBeCloseTo(edge, 12));
    [0.5, 2, 16, 256].forEach((edge, i) => expect(logEdges([1, 4, 64])[i]).toBeCloseTo(edge, 12));
  });

  it('gives a lone position a column around it, and none a picture', () => {
    const [left, right] = logEdges([64]);
    expect(left * right).toBeCloseTo(64 ** 2, 9);
    expect(left).toBeLessThan(64);
    expect(logEdges([])).toEqual([1, 10]);
  });
});
