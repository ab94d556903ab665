import { describe, expect, it } from '@jest/globals';
import { countOf, formatAccuracy, formatDuration, formatLoss } from './format-numbers.js';

describe('numbers for people', () => {
  it.each([
    [0.04, '0.0 s'],
    [9.94, '9.9 s'],
    [9.96, '10 s'],
    [59.4, '59 s'],
    [59.6, '1:00'],
    [65, '1:05'],
    [3599.7, '1:00:00'],
    [7384, '2:03:04'],
  ])('%d s is %s', (seconds, expected) => expect(formatDuration(seconds)).toBe(expected));

  it('shows losses by digits that matter and accuracies by decimals', () => {
    expect([2.30258, 0.0123456, 0].map(formatLoss)).toEqual(['2.30', '0.0123', '0.00']);
    expect(formatAccuracy(0.98249)).toBe('0.982');
  });

  it('counts in words', () => {
    expect([0, 1, 2].map((count) => countOf(count, 'run'))).toEqual(['0 runs', '1 run', '2 runs']);
  });
});
