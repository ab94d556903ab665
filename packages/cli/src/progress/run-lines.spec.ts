import type { DecidedOptions } from '@dof/core';
import { describe, expect, it } from '@jest/globals';
import { capture } from '../../test/captured-terminal.js';
import { plannedRun } from '../../test/planned-run.js';
import { styleFor } from '../terminal/style.js';
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

  it('names recipes, and passes on what is to know of the data', () => {
    const run = plannedRun(8);
    const training = { ...run.specification.training, epochs: 9 };
    const runs = [run, { hash: 'other', specification: { ...run.specification, training } }];
    expect(plannedLine({ ...planned, runs })).toMatch(/; random \(epochs 5\), random \(epochs 9\); d = 8/);
    const style = styleFor(capture(false).stream, {});
    expect(noticeLines({ ...planned, notices: ['3 files were left out.'] }, style)).toEqual([
      'note: 3 files were left out.',
    ]);
    expect(noticeLines(planned, style)).toEqual([]);
  });

  it('says so when there are none', () => {
    expect(plannedLine({ ...planned, runs: [] })).toBe('no runs asked for');
  });
});
