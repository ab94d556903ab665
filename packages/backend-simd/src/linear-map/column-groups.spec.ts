import { describe, expect, it } from '@jest/globals';
import { columnsPerGroup } from './column-groups.js';

describe('columnsPerGroup', () => {
  const floats = (rows: number, columns: number): number | undefined => columnsPerGroup(8, 4 * 8 * rows, columns);
  const bytes = (rows: number, columns: number): number | undefined => columnsPerGroup(8, 8 * rows, columns);

  it.each([
    [1000, 4096, 96],
    [5130, 4096, 16],
    [20_490, 4096, 8],
    [66_570, 4096, 8],
    [131_072, 4096, 8],
  ])('of a matrix of floats with %i rows and %i columns is %i', (rows, columns, expected) => {
    expect(floats(rows, columns)).toBe(expected);
  });

  it('counts bytes, so that a matrix of bytes has four times as many', () => {
    expect([bytes(5130, 4096), bytes(20_490, 4096), bytes(272_474, 4096)]).toEqual([72, 16, 8]);
  });

  it('is not to be had where a group does not stay in cache', () => {
    expect(floats(131_073, 4096)).toBeUndefined();
    expect(floats(199_210, 128)).toBeUndefined();
  });

  it('is not to be had where the whole matrix is one group', () => {
    expect([floats(20_490, 8), floats(1000, 96)]).toEqual([undefined, undefined]);
    expect([floats(20_490, 9), floats(1000, 97)]).toEqual([8, 96]);
  });
});
