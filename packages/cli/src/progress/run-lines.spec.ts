import { PassThrough } from 'node:stream';
import type { DecidedOptions } from '@dof/core';
import { describe, expect, it } from '@jest/globals';
import { plannedRun } from '../../test/planned-run.js';
import { styleFor } from '../output/style.js';
import { noticeLines, plannedLine } from './run-lines.js';

describe('plannedLine', () => {
  const planned = { type: 'planned', runs: [plannedRun(8), plannedRun(64)], dimension: 20490 } as const;

  it('says how many runs there are, of what', () => {
    expect(plannedLine(planned)).toMatch(/^2 runs: .*D = 20490; random; 2 d from 8 to 64, 1 seed$/);
  });

  it('says what a method decided', () => {
    const decided: readonly DecidedOptions[] = [
      { method: 'random', options: { projection: 'hadamard', blocks: 3 } },
      { method: 'another', options: { projection: 'none' } },
    ];
    expect(plannedLine({ ...planned, decided })).toMatch(/; random \(projection hadamard, blocks 3\); 2 d/);
  });

  it('says so when there are none', () => {
    expect(plannedLine({ ...planned, runs: [] })).toBe('no runs asked for');
  });
});

describe('noticeLines', () => {
  it('says what is to be known of the data, a line each', () => {
    const planned = {
      type: 'planned',
      runs: [],
      dimension: 1,
      notices: ['3 files left out', 'read in colour'],
    } as const;
    expect(noticeLines(planned, styleFor(new PassThrough(), {}))).toEqual([
      'data: 3 files left out',
      'data: read in colour',
    ]);
  });
});
