import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';
import { contentHash } from './content-hash.js';

describe('canonicalJson', () => {
  it('does not depend on the order of keys and reads back as the same value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('refuses what JSON cannot hold', () => {
    expect(() => canonicalJson({ loss: NaN })).toThrow(TypeError);
    expect(() => canonicalJson([Infinity])).toThrow(TypeError);
    expect(() => canonicalJson([undefined])).toThrow(TypeError);
  });
});

describe('contentHash', () => {
  it('is SHA-256 of the canonical text', () => {
    // printf '{"a":1,"b":[true]}' | sha256sum
    expect(contentHash({ b: [true], a: 1 })).toBe('90eddf64b875cb5fa184bb12503cc7309b6ce21b175521a80bd8d83082bae604');
  });
});
