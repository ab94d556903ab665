import { describe, expect, it } from '@jest/globals';
import type { PlannedRun } from '@dof/core';
import { capture } from '../../test/captured-terminal.js';
import { plannedRun, resultOf } from '../../test/planned-run.js';
import { styleFor } from '../terminal/style.js';
import { PhaseDiagram } from './phase-diagram.js';

const style = styleFor(capture(false).stream, { LANG: 'C.UTF-8' });
const ascii = styleFor(capture(false).stream, {});
const reached = (d: number, seed: number, trainLoss: number) =>
  resultOf(plannedRun(d, seed), { best: { trainLoss, trainAccuracy: 0.9, testLoss: 1, testAccuracy: 0.5 } });

/** As in a plan that has burn-ins beside the initialisation. */
const seriesOf = ({ specification: { method, start } }: PlannedRun) =>
  start.type === 'burn-in' ? `${method.name} (start burn-in ${start.steps})` : method.name;

function halfFull(): PhaseDiagram {
  const diagram = new PhaseDiagram([0.1, 1], seriesOf);
  diagram.plan([8, 64, 512].flatMap((d) => [0, 1].map((seed) => plannedRun(d, seed))));
  diagram.add(reached(8, 0, 2));
  diagram.add(reached(64, 0, 0.5));
  diagram.add(reached(64, 1, 1.5));
  diagram.add(reached(64, 2, 0.05));
  return diagram;
}

describe('PhaseDiagram', () => {
  it('shows success by level and d, and the best loss at each d, empty where nothing is finished', () => {
    expect(halfFull().lines(80, 20, style)).toEqual([
      '  random          d 8   d 64  d 512',
      '  loss 1.00       ···    ▓▓▓       ',
      '  loss 0.100      ···    ░░░       ',
      '  best loss      2.00 0.0500      -',
    ]);
    expect(halfFull().height).toBe(4);
  });

  it('needs nothing but ASCII where there is nothing else', () => {
    for (const line of halfFull().lines(80, 20, ascii)) expect(line).toMatch(/^[\x20-\x7e]+$/);
  });

  it.each([20, 40, 80])('fits %d columns', (width) => {
    const diagram = new PhaseDiagram([], seriesOf);
    const runs = Array.from({ length: 40 }, (_, i) => plannedRun(i + 1));
    diagram.plan(runs);
    for (const run of runs) diagram.add(resultOf(run));
    const lines = diagram.lines(width, 20, style);
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    // Both ends are in the picture.
    if (width > 20) expect(lines[0]).toMatch(/ d 1 .* d 40$/);
  });

  it('keeps methods and starts apart, and leaves out what does not fit', () => {
    const diagram = halfFull();
    const run = plannedRun(8);
    const start = { type: 'burn-in', seed: 0, steps: 100, learningRate: 0.1, momentum: 0.9, batchSize: 8 } as const;
    diagram.plan([{ ...run, specification: { ...run.specification, start } }]);
    const lines = diagram.lines(80, 9, style);
    expect([lines[4], lines[5]]).toEqual(['  random (start burn-in 100)', expect.stringMatching(/^ +d 8$/)]);
    expect(diagram.height).toBe(9);
    expect(diagram.lines(80, 8, style)).toHaveLength(4);
    expect(diagram.lines(80, 3, style)).toEqual([]);
  });

  it('counts runs without a finite loss as failures', () => {
    const diagram = new PhaseDiagram([1], seriesOf);
    diagram.add(resultOf(plannedRun(8), { status: 'diverged', best: undefined }));
    expect(diagram.lines(80, 9, style).slice(1)).toEqual(['  loss 1.00       ···', '  best loss      none']);
  });
});
