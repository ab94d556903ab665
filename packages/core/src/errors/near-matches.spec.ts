import { describe, expect, it } from '@jest/globals';
import { nearMatches, suggestion } from './near-matches.js';

describe('nearMatches', () => {
  it('finds a slip of the fingers, nearest first', () => {
    expect(nearMatches('conv2', ['conv-2', 'conv-3', 'lenet'])).toEqual(['conv-2', 'conv-3']);
    expect(nearMatches('Rnadom', ['random', 'lottery-ticket'])).toEqual(['random']);
  });

  it('does not guess at what is far off', () => {
    expect(nearMatches('resnet20', ['conv-2', 'random'])).toEqual([]);
    expect(nearMatches('a', ['b'])).toEqual([]);
  });
});

describe('suggestion', () => {
  it('asks and lists', () => {
    expect(suggestion('mnits', ['synthetic', 'mnist'])).toBe('; did you mean mnist? (available: mnist, synthetic)');
    expect(suggestion('x', [])).toBe('');
  });
});
