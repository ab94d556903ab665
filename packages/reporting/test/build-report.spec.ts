import { describe, expect, it, jest } from '@jest/globals';
import { allFigures, buildReport, renderSvg, type DetailedReportInput } from '@dof/reporting';
import { hostileInput, manyMethods } from './report-input.js';
import { PUBLISHED, reportInput } from './run-results.js';

const diverged = { losses: [], status: 'diverged' } as const;
const inputs: Record<string, DetailedReportInput> = {
  'no runs': reportInput([], []),
  'no runs and no levels': reportInput([], [], {}, []),
  'one run': reportInput([64], [[0.4]]),
  'runs that all diverged': reportInput([8, 64], [[1, 1], [1]], diverged),
  'runs that all diverged, no levels': reportInput([8, 64], [[1, 1], [1]], diverged, []),
  'the published runs': reportInput(PUBLISHED.degreesOfFreedom, PUBLISHED.losses),
  'three methods from two starts': manyMethods(),
  'hostile names': hostileInput(),
};

jest.setTimeout(120_000);

describe.each(Object.entries(inputs))('the report of %s', (_, input) => {
  const report = buildReport(input);

  it('draws every figure, with no number missing from a place', async () => {
    const figures = allFigures(report.figures);
    expect(new Set(figures.map(({ id }) => id)).size).toBe(figures.length);
    for (const { spec } of figures) {
      const svg = await renderSvg(spec);
      expect(svg).toMatch(/^<svg/);
      expect(svg).not.toMatch(/NaN|Infinity|undefined|<script|<img/);
    }
  });

  it('has tables whose rows have exactly their columns', () => {
    for (const { columns, rows } of Object.values(report.tables)) {
      const names = columns.map(({ name }: { name: string }) => name);
      for (const row of rows) expect(names.filter((name: string) => row[name] === undefined)).toEqual([]);
    }
  });
});

describe('the report of three methods from two starts', () => {
  const report = buildReport(inputs['three methods from two starts']);
  const rows = [...report.tables.leaderboard.rows];

  it('ranks each method against the null from the same start', () => {
    const at = rows.filter((row) => row['level'] === 0.5 && row['start'] === 'initialisation');
    expect(at.map((row) => row['method'])).toEqual(['random', 'lottery-subspace', 'lottery-ticket']);
    // Built to need a sixth of the null's d; the measured d are a factor of two apart.
    expect(Number(at[1]['ratio'])).toBeGreaterThan(1 / 12);
    expect(Number(at[1]['ratio'])).toBeLessThan(1 / 3);
    expect(at[1]['verdict']).toBe('better');
  });

  it('has the median and the middle of the runs at each d', () => {
    const row = [...report.tables.performance.rows].find((one) => one['method'] === 'random' && one['d'] === 64);
    const best = report.input.results
      .filter(({ specification: { method, start, degreesOfFreedom } }) => {
        return method.name === 'random' && start.type === 'init' && degreesOfFreedom === 64;
      })
      .map(({ best: values }) => values?.trainLoss ?? NaN)
      .sort((a, b) => a - b);
    expect(row?.['trainLoss']).toBeCloseTo((best[3] + best[4]) / 2, 12);
    expect(row?.['trainLossLower']).toBeCloseTo(best[0] + 0.7 * (best[1] - best[0]), 12);
    expect(row?.['compression']).toBe(20_490 / 64);
  });

  it('has every spectrum once, in results.json too', () => {
    expect(report.document.spectra).toHaveLength(16);
    expect(report.document.spectra[0]).toMatchObject({ kind: 'singular values', values: [3, 2, 1, 0.5, 0] });
  });

  it('shows first a level at which most thresholds are measured', () => {
    const measured = report.series.filter(({ summary }) =>
      summary.levels.some(({ level, threshold }) => level === report.level && threshold.status === 'measured'),
    );
    expect(measured.length).toBeGreaterThan(3);
  });
});
