import { describe, expect, it } from '@jest/globals';
import { isAttainable, requireAttainable } from './attainable-dimensions.js';

const range = { minimum: 2, maximum: 5 };
const list = { values: [3, 7] };

describe('isAttainable', () => {
  it.each([2, 3, 5])('finds %d in a range', (d) => expect(isAttainable(range, d)).toBe(true));
  it.each([1, 6, 2.5, NaN])('does not find %d in a range', (d) => expect(isAttainable(range, d)).toBe(false));
  it.each([3, 7])('finds %d in a list', (d) => expect(isAttainable(list, d)).toBe(true));
  it.each([2, 4, 8, NaN])('does not find %d in a list', (d) => expect(isAttainable(list, d)).toBe(false));
});

describe('requireAttainable', () => {
  it('says what to use', () => {
    expect(() => requireAttainable('mine', range, 3)).not.toThrow();
    const refused = (set: typeof range | typeof list) => () => requireAttainable('mine', set, 6);
    expect(refused(range)).toThrow(expect.objectContaining({ code: 'DOF_BAD_DIMENSION' }));
    expect(refused(range)).toThrow(/mine cannot train 6 degrees .* whole numbers from 2 to 5/);
    expect(refused(list)).toThrow(/use one of 3, 7/);
    expect(refused({ values: [] })).toThrow(/it can train none/);
  });
});
