import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { placeLifetimes } from './place-lifetimes.js';

const request = fc
  .record({ floats: fc.integer({ min: 1, max: 50 }), from: fc.nat(9), length: fc.nat(4) })
  .map(({ floats, from, length }) => ({ floats, lifetime: { from, to: from + length } }));

describe('placeLifetimes', () => {
  it('keeps regions that live at the same time apart, inside the whole', () => {
    fc.assert(
      fc.property(fc.array(request, { maxLength: 20 }), (requests) => {
        const { offsets, floats } = placeLifetimes(requests);
        requests.forEach((a, i) => {
          expect(offsets[i] + a.floats).toBeLessThanOrEqual(floats);
          requests.slice(0, i).forEach((b, j) => {
            const together = a.lifetime.from <= b.lifetime.to && b.lifetime.from <= a.lifetime.to;
            const apart = offsets[i] >= offsets[j] + b.floats || offsets[j] >= offsets[i] + a.floats;
            expect(!together || apart).toBe(true);
          });
        });
      }),
    );
  });

  it('uses memory again once its owner is done', () => {
    const at = (from: number, to: number) => ({ floats: 10, lifetime: { from, to } });
    expect(placeLifetimes([at(0, 1), at(1, 2), at(2, 3), at(3, 4)]).floats).toBe(20);
    expect(placeLifetimes([])).toEqual({ offsets: [], floats: 0 });
  });
});
