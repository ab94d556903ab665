import { describe, expect, it } from '@jest/globals';
import { capture } from '../../test/captured-terminal.js';
import { plannedRun, resultOf } from '../../test/planned-run.js';
import { styleFor } from '../terminal/style.js';
import { ExperimentProgress } from './experiment-progress.js';
import type { RunningPreparation } from './preparation-progress.js';
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

/** A preparation that began at second 10. */
function preparing(progress: ExperimentProgress, share: number): RunningPreparation {
  const run = { ...plannedRun(512, 1), preparationKey: 'k' };
  progress.next({ type: 'preparation-started', key: 'k', what: 'prepare', run }, 10);
  progress.next({ type: 'preparation-progress', key: 'k', share }, 15);
  const [preparation] = progress.preparations.running.values();
  return preparation;
}

describe('the live display of preparations', () => {
  const prepared = (seed: number) => ({ ...plannedRun(512, seed), preparationKey: `k ${seed}` });

  it('shows the phase, which of how many it is, how far it is, and how long it will be', () => {
    const progress = new ExperimentProgress();
    const runs = [prepared(0), prepared(1)];
    progress.next({ type: 'planned', runs, dimension: 20490 }, 0);
    for (const [seed, run] of runs.entries()) {
      progress.next({ type: 'preparation-started', key: `k ${seed}`, what: 'prepare', run }, 10);
      progress.next({ type: 'preparation-progress', key: `k ${seed}`, share: 0.41 }, 51);
    }
    const [, second] = progress.preparations.running.values();
    // 41 seconds for 41 %.
    expect(preparationLine(progress, second, 51, 100, style)).toMatch(
      /^ {2}━{12}─{18} {2}preparing seed 1 \(2 of 2\): 41 %, about 59 s$/,
    );
  });

  it('has a bar, the share and the time however long the name of its method is', () => {
    const progress = new ExperimentProgress();
    const runs = [0, 1].map((snapshots) => {
      const run = prepared(snapshots);
      const method = { name: `subspace-${'x'.repeat(99)}`, version: '1', options: { snapshots } };
      return { ...run, specification: { ...run.specification, method } };
    });
    progress.next({ type: 'planned', runs, dimension: 20490 }, 0);
    progress.next({ type: 'preparation-started', key: 'k 0', what: 'prepare', run: runs[0] }, 0);
    progress.next({ type: 'preparation-progress', key: 'k 0', share: 0.5 }, 20);
    const [preparation] = progress.preparations.running.values();
    const line = preparationLine(progress, preparation, 20, 79, style);
    expect(line).toMatch(/^ {2}━━━─── {2}preparing seed 0 \(1 of 2\): 50 %, about 20 s {2}subspace-x+$/);
    expect(line.length).toBeLessThanOrEqual(79);
  });

  it('counts preparations in the share of all and in the time left', () => {
    const progress = new ExperimentProgress();
    const runs = [0, 0, 1, 1].map((seed, i) => ({ ...prepared(seed), hash: `run ${i}` }));
    progress.next({ type: 'planned', runs, dimension: 20490 }, 0);
    const line = (now: number) => overallLine(progress, { now, startedAt: 0 }, 1, 120, style);
    progress.next({ type: 'preparation-started', key: 'k 0', what: 'prepare', run: runs[0] }, 0);
    progress.next({ type: 'preparation-progress', key: 'k 0', share: 0.5 }, 20);
    expect(line(20)).toMatch(/0\/2 preparations {2}0\/4 runs {2}8 % {2}20 s gone {2}estimating time left$/);
    progress.next({ type: 'preparation-finished', key: 'k 0' }, 40);
    progress.next({ type: 'run-started', run: runs[0] }, 40);
    progress.next({ type: 'run-finished', result: resultOf(runs[0]) }, 50);
    // Three runs of 10 s, and a preparation of 40 s like the first.
    expect(line(50)).toMatch(/1\/2 preparations {2}1\/4 runs {2}33 % {2}50 s gone {2}about 1:10 left$/);
  });
});

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
      preparationLine(progress, preparing(progress, 0.3), 15, width, style),
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
