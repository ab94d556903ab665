import { describe, expect, it } from '@jest/globals';
import { capture } from '../../test/captured-terminal.js';
import { plannedRun, resultOf } from '../../test/planned-run.js';
import { styleFor } from '../terminal/style.js';
import { ExperimentProgress } from './experiment-progress.js';
import { overallLine, preparationLine, runLine } from './live-lines.js';

const style = styleFor(capture(false).stream, { LANG: 'en_GB.UTF-8' });
const ascii = styleFor(capture(false).stream, {});

const evaluation = { train: { loss: 1.5, accuracy: 0.5 }, test: { loss: 1.6, accuracy: 0.4 } };

function halfWay(): ExperimentProgress {
  const progress = new ExperimentProgress();
  const runs = [1, 2, 3, 4].map((seed) => plannedRun(512, seed));
  progress.next({ type: 'planned', runs, dimension: 20490 }, 0);
  progress.next({ type: 'run-reused', result: resultOf(runs[0]) }, 0);
  progress.next({ type: 'run-started', run: runs[1] }, 0);
  progress.next({ type: 'run-finished', result: resultOf(runs[1]) }, 10);
  progress.next({ type: 'run-started', run: runs[2] }, 10);
  progress.next({ type: 'run-evaluated', hash: runs[2].hash, entry: { epoch: 2, step: 936, ...evaluation } }, 14);
  progress.next({ type: 'run-progress', hash: runs[2].hash, share: 0.5, batchLoss: 1.25 }, 15);
  return progress;
}

describe('the live display', () => {
  it('shows how far everything is and how long it will be', () => {
    const line = overallLine(halfWay(), { now: 15, startedAt: 0 }, 1, 100, style);
    // 5 s of the running one and 10 s of the last.
    expect(line).toMatch(/^ {2}━+─+ {2}2\/4 runs {2}62 % {2}15 s gone {2}about 15 s left$/);
  });

  it('shows method, d, seed, epoch, current loss and best so far of a run', () => {
    const [running] = halfWay().running.values();
    expect(runLine('random', running, 100, style)).toMatch(
      /^ {2}━{15}─{15} {2}random {2}d {3}512 {2}seed 3 {2}epoch 3\/5 {2}loss 1\.25 {2}best 1\.50$/,
    );
  });

  it('keeps the least loss as the best', () => {
    const progress = halfWay();
    const [running] = progress.running.values();
    const worse = { ...evaluation, train: { loss: 9, accuracy: 0.1 } };
    progress.next({ type: 'run-evaluated', hash: running.run.hash, entry: { epoch: 3, step: 1404, ...worse } }, 16);
    expect(runLine('random', running, 100, style)).toContain('loss 9.00  best 1.50');
  });

  it('stays at the last epoch while the last evaluation is made', () => {
    const progress = halfWay();
    const [running] = progress.running.values();
    progress.next(
      { type: 'run-evaluated', hash: running.run.hash, entry: { epoch: 5, step: 2340, ...evaluation } },
      16,
    );
    expect(runLine('random', running, 100, style)).toContain('epoch 5/5');
  });

  it.each([20, 40, 60, 80, 120])('fits %d columns', (width) => {
    const progress = halfWay();
    const [running] = progress.running.values();
    const lines = [
      overallLine(progress, { now: 15, startedAt: 0 }, 1, width, style),
      runLine('random', running, width, style),
      preparationLine('random', { run: plannedRun(8), what: 'prepare', share: 0.3 }, width, style),
    ];
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
  });

  it('needs nothing but ASCII where there is nothing else', () => {
    const [running] = halfWay().running.values();
    expect(runLine('random', running, 100, ascii)).toMatch(/^[\x20-\x7e]+$/);
  });

  it('counts what diverged and what failed', () => {
    const progress = new ExperimentProgress();
    const runs = [1, 2].map((seed) => plannedRun(8, seed));
    progress.next({ type: 'planned', runs, dimension: 9 }, 0);
    progress.next({ type: 'run-finished', result: resultOf(runs[0], { status: 'diverged', divergedAtStep: 3 }) }, 1);
    progress.next({ type: 'run-failed', run: runs[1], code: 'DOF_X', message: 'no' }, 1);
    const line = overallLine(progress, { now: 1, startedAt: 0 }, 1, 120, style);
    expect(line).toContain('2/2 runs  100 %');
    expect(line).toContain('1 diverged  1 failed');
  });
});
