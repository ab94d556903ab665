import { describe, expect, it } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import { capture } from '../../test/captured-terminal.js';
import { plannedRun, resultOf } from '../../test/planned-run.js';
import { styleFor } from '../terminal/style.js';
import { liveRenderer } from './live-renderer.js';

const setUp = () => {
  const { stream, text } = capture(true);
  const renderer = liveRenderer({
    stream,
    style: styleFor(stream, { NO_COLOR: '1', LANG: 'C.UTF-8' }),
    concurrency: 2,
    lossLevels: [1, 0.1],
  });
  return { renderer, text };
};

describe('liveRenderer', () => {
  it('has a line over all and one per worker, and a line for each finished run', async () => {
    const { renderer, text } = setUp();
    const runs = [plannedRun(8), plannedRun(64), plannedRun(512)];
    renderer.next({ type: 'planned', runs, dimension: 20490 });
    for (const run of runs.slice(0, 2)) renderer.next({ type: 'run-started', run });
    await wait(300);
    expect(text()).toContain('0/3 runs');
    expect(text()).toMatch(/random {2}d {5}8/);
    expect(text()).toMatch(/random {2}d {4}64/);
    expect(text()).not.toMatch(/random {2}d {3}512/);

    renderer.next({ type: 'run-finished', result: resultOf(runs[0]) });
    renderer.next({ type: 'run-started', run: runs[2] });
    await wait(300);
    expect(text()).toContain('[1/3] random  d     8  seed 0  train loss 0.250  test accuracy 0.875  10 s');
    expect(text()).toMatch(/random {2}d {3}512/);
    renderer.stop();
  });

  it('shows what came after the last frame, restores the cursor, and is silent afterwards', () => {
    const { renderer, text } = setUp();
    const runs = [plannedRun(8)];
    renderer.next({ type: 'planned', runs, dimension: 20490 });
    renderer.next({ type: 'run-started', run: runs[0] });
    renderer.next({ type: 'run-finished', result: resultOf(runs[0]) });
    renderer.note('a word');
    renderer.stop();
    renderer.stop();
    const end = text();
    expect(end.lastIndexOf('\x1b[?25h')).toBeGreaterThan(end.lastIndexOf('\x1b[?25l'));
    expect(end.split('[1/1]')).toHaveLength(2);
    expect(end.trimEnd()).toMatch(/a word$/);
    renderer.next({ type: 'run-started', run: runs[0] });
    expect(text()).toBe(end);
  });

  it('draws nothing when nothing is to be trained', () => {
    const { renderer, text } = setUp();
    const runs = [plannedRun(8)];
    renderer.next({ type: 'planned', runs, dimension: 20490 });
    renderer.next({ type: 'run-reused', result: resultOf(runs[0]) });
    renderer.next({ type: 'experiment-finished', results: [resultOf(runs[0])] });
    renderer.stop();
    expect(text().split('\n')[1]).toBe('all 1 run finished before: nothing to train');
    expect(text()).not.toContain('\x1b');
  });

  it('shows a preparation in a worker’s line', async () => {
    const { renderer, text } = setUp();
    renderer.next({ type: 'planned', runs: [plannedRun(8)], dimension: 20490 });
    renderer.next({ type: 'preparation-started', key: 'k', what: 'prepare', run: plannedRun(8) });
    renderer.next({ type: 'preparation-progress', key: 'k', share: 0.5 });
    await wait(300);
    expect(text()).toMatch(/preparing seed 0 \(1 of 1\): 50 %, about \d+ s/);
    renderer.stop();
  });

  it('shows preparations although runs have every line', async () => {
    const { renderer, text } = setUp();
    const runs = [plannedRun(8), plannedRun(64)];
    renderer.next({ type: 'planned', runs, dimension: 20490 });
    for (const run of runs) renderer.next({ type: 'run-started', run });
    await wait(300);
    const run = { ...plannedRun(512, 4), preparationKey: 'k' };
    renderer.next({ type: 'preparation-started', key: 'k', what: 'prepare', run });
    await wait(300);
    expect(text()).toContain('preparing seed 4 (1 of 1): 0 %');
    renderer.stop();
  });
});
