import { describe, expect, it } from '@jest/globals';
import { WorkSlots } from './work-slots.js';

function slots(lines: number, ...states: readonly (readonly [preparations: string, runs: string])[]): WorkSlots {
  const made = new WorkSlots(lines);
  for (const [preparations, runs] of states) made.update({ preparations: [...preparations], runs: [...runs] });
  return made;
}

describe('WorkSlots', () => {
  it('keeps work in its line, and gives free lines to what is new', () => {
    expect(slots(3, ['', 'abc'], ['', 'bcd']).keys).toEqual(['d', 'b', 'c']);
    expect(slots(3, ['', 'abc'], ['', 'b']).keys).toEqual([undefined, 'b', undefined]);
  });

  it('shows every preparation, in the place of a run where there is no other', () => {
    const { keys, hidden } = slots(2, ['', 'ab'], ['p', 'ab']);
    expect([keys, hidden]).toEqual([['a', 'p'], 1]);
    expect(slots(2, ['', 'ab'], ['p', 'ab'], ['pq', 'ab']).keys).toEqual(['q', 'p']);
    expect(slots(2, ['p', 'ab'], ['', 'ab']).keys).toEqual(['b', 'a']);
  });

  it('counts what has no line', () => {
    expect(slots(2, ['pqr', 'ab']).hidden).toBe(3);
    expect(slots(9, ['pqr', 'ab']).hidden).toBe(0);
  });
});
