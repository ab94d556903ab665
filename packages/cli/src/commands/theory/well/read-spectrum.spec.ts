import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseEigenvalues } from './read-spectrum.js';

describe('parseEigenvalues', () => {
  it.each([
    ['0.5\n0.25\n0.125\n'],
    ['\uFEFF0.5\r\n0.25\r\n\r\n0.125'],
    ['eigenvalue\n0.5\n0.25\n0.125\n'],
    ['# from Lanczos, 3 of them\n5e-1\n.25\n1.25E-1'],
    ['0.5 0.25 0.125'],
    ['0.5,0.25,0.125\n'],
    ['0.5; 0.25; 0.125'],
    ['[0.5, 0.25, 0.125]'],
    ['[\n  0.5,\n  0.25,\n  0.125\n]\n'],
    ['[0.5  0.25\n 0.125]'],
    ['[[0.5]\n [0.25]\n [0.125]]'],
  ])('reads %j', (text) => {
    expect([...parseEigenvalues(text)]).toEqual([0.5, 0.25, 0.125]);
  });

  it.each([
    ['', /holds nothing/],
    ['[]', /holds nothing/],
    [',0\n0,0.5\n1,0.25\n2,0.125\n', /2 columns on line 2/],
    ['0 0.5\n1 0.25\n', /2 columns on line 1/],
    ['i,eigenvalue\n0,0.5\n', /2 columns/],
    ['0,5\n0,25\n0,125\n', /decimal commas on line 1|2 columns/],
    ['0,5;0,25;0,125', /decimal commas/],
    ['0,5 0,25', /decimal commas/],
    ['0,5,0,25', /decimal commas/],
    ['0\n0.5\n0.25\n0.125\n', /begins with 0/],
    ['1\n-2\n', /"-2"/],
    ['1\nnan\n', /"nan"/],
    ['1\n1e999\n', /"1e999"/],
    ['1 2 three', /"three"/],
    ['0x10', /"0x10"/],
  ])('refuses %j', (text, message) => {
    expect(() => parseEigenvalues(text)).toThrow(message);
  });

  it('reads what it is given, however it is written', () => {
    const values = fc.array(fc.double({ min: 1e-12, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 20 });
    const write = fc.constantFrom<(values: readonly number[]) => string>(
      (list) => list.join('\n'),
      (list) => JSON.stringify(list),
      (list) => list.join(' '),
      (list) => list.join(', '),
    );
    fc.assert(
      fc.property(values, write, (list, text) => {
        expect([...parseEigenvalues(text(list))]).toEqual(list);
      }),
    );
  });
});
