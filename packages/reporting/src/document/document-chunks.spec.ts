import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { jsonByMember } from './document-chunks.js';

const key = fc.constantFrom('a', 'b', 'c', '"', '__proto__x');
const member = fc.oneof(fc.jsonValue(), fc.constant(undefined), fc.constant(NaN));

describe('jsonByMember', () => {
  it('is the JSON of every object, whatever it shares with the one before', () =>
    fc.assert(
      fc.property(
        fc.array(member, { minLength: 1, maxLength: 4 }),
        fc.array(fc.array(fc.tuple(key, fc.nat(3)))),
        (members, objects) => {
          const jsonOf = jsonByMember();
          for (const entries of objects) {
            const value = Object.fromEntries(entries.map(([name, i]) => [name, members[i % members.length]]));
            expect(jsonOf(value)).toBe(JSON.stringify(value));
          }
        },
      ),
    ));
});
