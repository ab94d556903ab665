import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { distinctLabels } from './distinct-labels.js';

describe('distinctLabels', () => {
  it('uses names alone where they differ', () => {
    expect(
      distinctLabels([
        { name: 'random', traits: [['k', '5']] },
        { name: 'mask', traits: [] },
      ]),
    ).toEqual(['random', 'mask']);
  });

  it('names only what differs among those of one name', () => {
    expect(
      distinctLabels([
        {
          name: 'ticket',
          traits: [
            ['epochs', '2'],
            ['rewind', '0'],
          ],
        },
        {
          name: 'ticket',
          traits: [
            ['epochs', '2'],
            ['rewind', '500'],
          ],
        },
        {
          name: 'random',
          traits: [
            ['epochs', '9'],
            ['rewind', '9'],
          ],
        },
      ]),
    ).toEqual(['ticket (rewind 0)', 'ticket (rewind 500)', 'random']);
  });

  it('numbers what no trait tells apart', () => {
    const item = { name: 'random', traits: [] };
    expect(distinctLabels([item, { ...item }, { ...item }])).toEqual(['random', 'random #2', 'random #3']);
  });

  it('never answers a label twice', () => {
    const word = fc.constantFrom('a', 'b', 'c');
    const items = fc.array(fc.record({ name: word, traits: fc.array(fc.tuple(word, word), { maxLength: 3 }) }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(items, (items) => {
        expect(new Set(distinctLabels(items)).size).toBe(items.length);
      }),
    );
  });
});
