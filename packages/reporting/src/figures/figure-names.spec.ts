import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { figureNames } from './figure-names.js';

describe('figureNames', () => {
  it('needs no label for one figure', () => {
    expect(figureNames('phase-transition', ['random'])).toEqual(['phase-transition']);
    expect(figureNames('phase-transition', [])).toEqual(['phase-transition']);
  });

  it('adds labels for several', () => {
    expect(figureNames('p', ['random (projection fastfood)', '@acme/Mine', '@acme/mine', '???'])).toEqual([
      'p-random-projection-fastfood',
      'p-acme-mine',
      'p-acme-mine-2',
      'p-method',
    ]);
  });

  it('returns different and harmless names for any labels', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 120 }), { minLength: 2 }), (labels) => {
        const names = figureNames('p', labels);
        expect(new Set(names).size).toBe(labels.length);
        for (const name of names) expect(name).toMatch(/^p-[a-z0-9-]{1,90}$/);
      }),
    );
  });
});
