import { describe, expect, it } from '@jest/globals';
import { threefry } from './threefry.js';

describe('threefry', () => {
  // Known-answer vectors of the Random123 distribution, threefry2x32 with 20 rounds.
  it.each([
    [0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x6b200159, 0x99ba4efe],
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x1cb996fc, 0xbb002be7],
    [0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3, 0xc4923a9c, 0x483df7a0],
  ])('agrees with Random123 for key %i, %i', (key0, key1, counter0, counter1, word0, word1) => {
    const out = new Uint32Array(2);
    threefry([key0, key1], counter0, counter1, out);
    expect([...out]).toEqual([word0, word1]);
  });
});
