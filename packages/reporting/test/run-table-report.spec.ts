import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { thresholdTrainingDimension } from '@dof/analysis';
import { buildRunTableReport, writeRunTableReport } from '@dof/reporting';
import { HOSTILE } from './report-input.js';
import { PUBLISHED } from './run-results.js';

/** Conv-2 on MNIST, as published: at loss 0.2 some runs at 512 succeed, and all at 1024. */
const trials = PUBLISHED.degreesOfFreedom.flatMap((d, i) =>
  PUBLISHED.losses[i].map((best, seed) => ({ d, seed, best })),
);
const options = {
  ...{ title: 'runs.csv', series: [{ label: '', trials }], lossLevels: [1, 0.2], delta: 0.5, confidence: 0.95 },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dof-run-table-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('buildRunTableReport', () => {
  it('states d* at every level, and the shares behind it', () => {
    const { subject, thresholds, success } = buildRunTableReport(options);
    expect(subject).toBe('28 runs, 1 series');
    const { delta, confidence } = options;
    const expected = [1, 0.2].map((level) => {
      const { dStar, lower, upper } = thresholdTrainingDimension(trials, { level, delta, confidence });
      return { series: 'all runs', level, dStar, lower, upper };
    });
    expect([...thresholds.rows]).toMatchObject(expected);
    // Between 32, where all four fail, and 128, where all succeed.
    expect(expected[0].dStar).toBe(Math.sqrt(32 * 128));
    const at512 = [...success.rows].find(({ level, d }) => level === 0.2 && d === 512);
    expect(at512).toMatchObject({ runs: 4, successes: 3, probability: 0.75 });
  });

  it('draws the phase transition of every series, with D only where it is known', () => {
    const series = [
      { label: 'a', trials },
      { label: 'b', trials: trials.map((trial) => ({ ...trial, best: trial.best / 2 })) },
    ];
    const { pictures } = buildRunTableReport({ ...options, series });
    expect(pictures.map(({ id }) => id)).toEqual([
      'phase-transition-a',
      'phase-transition-b',
      'threshold-against-loss',
    ]);
    expect(JSON.stringify(pictures)).not.toContain('compression');
    expect(JSON.stringify(buildRunTableReport({ ...options, dimension: 20_490 }).pictures)).toContain(
      'compression D / d',
    );
  });

  it('chooses levels where none are asked for, and takes runs that reached nothing', () => {
    const { thresholds } = buildRunTableReport({
      ...options,
      lossLevels: [],
      series: [{ label: '', trials: [...trials, { d: 8, seed: 9, best: Infinity }] }],
    });
    expect([...thresholds.rows].length).toBeGreaterThan(2);
  });
});

describe('writeRunTableReport', () => {
  it('writes a page that holds its pictures, and lets no name out of its place', async () => {
    const report = buildRunTableReport({ ...options, title: HOSTILE, series: [{ label: HOSTILE, trials }] });
    const files = await writeRunTableReport(report, folder);
    for (const file of files) expect(existsSync(file)).toBe(true);
    const page = readFileSync(join(folder, 'report.html'), 'utf8');
    expect(page.match(/<svg/g)).toHaveLength(2);
    expect(page).not.toMatch(/<script|<img|<b>/);
    expect(readFileSync(join(folder, 'tables/thresholds.csv'), 'utf8')).toContain('dStar');
    expect(await writeRunTableReport(report, folder)).toEqual(files);
  });
});
