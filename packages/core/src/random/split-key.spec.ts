import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { keyFromSeed, splitKey } from './split-key.js';

describe('splitKey', () => {
  it('gives one key per purpose, the same every time', () => {
    const purposes = ['init', 'order', 'projection', '', 'a', 'ab', 'abc', 'abcd', 'abcde', 0, 1, 2, 4294967295];
    const keys = purposes.map((purpose) => splitKey(keyFromSeed(3), purpose).join());
    expect(new Set(keys).size).toBe(purposes.length);
    expect(purposes.map((purpose) => splitKey(keyFromSeed(3), purpose).join())).toEqual(keys);
  });

  it('separates any two seeds and any two purposes', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.maxSafeNat(), fc.string(), fc.string(), (a, b, p, q) => {
        if (a !== b) expect(keyFromSeed(a)).not.toEqual(keyFromSeed(b));
        if (p !== q) expect(splitKey(keyFromSeed(a), p)).not.toEqual(splitKey(keyFromSeed(a), q));
      }),
    );
  });
});
