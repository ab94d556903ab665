import { describe, expect, it } from '@jest/globals';
import { successProbability, thresholdTrainingDimension } from '@dof/analysis';
import { allFigures, buildReport, summarise, summaryTable } from '@dof/reporting';
import { PUBLISHED, reportInput, runResult } from './run-results.js';

const input = reportInput(PUBLISHED.degreesOfFreedom, PUBLISHED.losses);

describe('summarise', () => {
  it('says what the analysis of the same trials says, per level', () => {
    const [method, ...others] = summarise(input).methods;
    const trials = PUBLISHED.degreesOfFreedom.flatMap((d, i) =>
      PUBLISHED.losses[i].map((best, seed) => ({ d, seed, best, cluster: seed })),
    );
    expect(others).toEqual([]);
    expect(method.levels.map(({ level }) => level)).toEqual([1, 0.5, 0.2, 0.1]);
    for (const { level, success, threshold } of method.levels) {
      expect(success).toEqual(successProbability(trials, level));
      expect(threshold).toEqual(thresholdTrainingDimension(trials, { level }));
    }
  });

  it('passes delta and confidence on', () => {
    const strict = summarise({ ...input, analysis: { lossLevels: [0.2], delta: 0.1, confidence: 0.8 } });
    expect(strict).toMatchObject({ lossLevels: [0.2], delta: 0.1, confidence: 0.8 });
    expect(strict.methods[0].levels[0].threshold).toMatchObject({ delta: 0.1, confidence: 0.8 });
    const lower = (confidence: number) =>
      summarise({ ...input, analysis: { ...input.analysis, confidence } }).methods[0].levels[2].success[3].lower;
    expect(lower(0.8)).toBeGreaterThan(lower(0.95));
  });

  it('says which levels are reached before training', () => {
    // Every run of these starts at a loss of 2.5.
    const summary = summarise({ ...input, analysis: { ...input.analysis, lossLevels: [2.6, 2.5, 2.4] } });
    expect(summary.methods[0].levels.map(({ reachedAtStart }) => reachedAtStart)).toEqual([28, 28, undefined]);
    const note = 'Loss level 2.6: every run is there before training, so it says nothing about degrees of freedom.';
    expect(summaryTable(summary)).toContain(note);
    expect(summaryTable(summarise(input))).not.toContain('before training');
  });

  it('says what was measured', () => {
    expect(summarise(input)).toMatchObject({
      title: 'quickstart',
      dimension: 20_490,
      methods: [
        {
          label: 'random',
          model: 'conv-2',
          data: { name: 'mnist', trainCount: 10_000, testCount: 2_000 },
          dimension: 20_490,
          start: { type: 'init' },
          degreesOfFreedom: PUBLISHED.degreesOfFreedom,
          seeds: [0, 1, 2, 3],
        },
      ],
    });
  });

  it('keeps methods, and one method with different options, apart', () => {
    const results = [
      runResult({ d: 8, seed: 0, losses: [1], options: { projection: 'dense', columns: 'unit' } }),
      runResult({ d: 8, seed: 0, losses: [1], method: 'lottery-ticket' }),
      runResult({ d: 8, seed: 0, losses: [2], options: { projection: 'fastfood', columns: 'unit' } }),
      runResult({ d: 8, seed: 1, losses: [1], options: { projection: 'dense', columns: 'unit' } }),
    ];
    const { methods } = summarise({ ...input, results });
    expect(methods.map(({ label, runs }) => [label, runs.length])).toEqual([
      ['random (projection dense)', 2],
      ['lottery-ticket', 1],
      ['random (projection fastfood)', 1],
    ]);
  });

  it('keeps recipes apart, in thresholds and everywhere else', () => {
    const good = reportInput(
      [64, 128],
      [
        [2, 2, 2],
        [0.1, 0.1, 0.1],
      ],
      {},
      [0.5],
    );
    const bad = reportInput(
      [64, 128],
      [
        [2, 2, 2],
        [2, 2, 2],
      ],
      { learningRate: 1e-6 },
      [0.5],
    );
    const both = { ...good, results: [...good.results, ...bad.results] };
    const { methods } = summarise(both);
    expect(
      methods.map(({ label, levels: [level] }) => [label, level.threshold.status, level.success[1].trials]),
    ).toEqual([
      ['random (learning rate 0.05)', 'measured', 3],
      ['random (learning rate 0.000001)', 'above', 3],
    ]);
    const report = buildReport(both);
    const names = new Set(methods.map(({ label }) => label));
    for (const table of ['thresholds', 'success', 'leaderboard', 'performance', 'runs', 'history'] as const) {
      expect(new Set([...report.tables[table].rows].map((row) => row['method']))).toEqual(names);
    }
    const phaseTransitions = allFigures(report.figures).filter(({ id }) => id.startsWith('phase-transition'));
    expect(phaseTransitions.map(({ title }) => title)).toEqual([...names].map((name) => `Phase transition: ${name}`));
    expect(new Set(report.document.runs.map(({ label }) => label))).toEqual(names);
    expect([...report.tables.leaderboard.rows].map((row) => row['isNull'])).toEqual([true, false]);
  });

  it('keeps an initialisation of a fixed seed apart from those that each run draws for itself', () => {
    const [run] = input.results;
    const other = {
      ...run,
      hash: 'other',
      specification: { ...run.specification, start: { type: 'init', seed: 9 } },
    } as const;
    const { methods } = summarise({ ...input, results: [run, other] });
    expect(methods.map(({ start, runs }) => [start, runs.map(({ startSeed }) => startSeed)])).toEqual([
      [{ type: 'init' }, [0]],
      [{ type: 'init', seed: 9 }, [9]],
    ]);
  });

  it('counts a run that is given twice once', () => {
    const { methods } = summarise({ ...input, results: [...input.results, ...input.results] });
    expect(methods[0].runs).toHaveLength(28);
    expect(methods[0].levels[0].success.map(({ trials }) => trials)).toEqual([4, 4, 4, 4, 4, 4, 4]);
  });

  it('chooses levels when none are named', () => {
    expect(summarise({ ...input, analysis: { ...input.analysis, lossLevels: [] } }).lossLevels).toEqual([
      2, 1, 0.5, 0.2, 0.1, 0.05,
    ]);
    expect(summarise(reportInput([], [], {}, [])).lossLevels).toEqual([]);
  });

  it('counts a run that diverged by what it had reached', () => {
    const results = [
      runResult({ d: 8, seed: 0, losses: [], status: 'diverged' }),
      runResult({ d: 8, seed: 1, losses: [2.3, 0.4], status: 'diverged' }),
    ];
    const [method] = summarise({ ...input, results }).methods;
    expect(method.runs.map(({ diverged, bestTrainLoss }) => [diverged, bestTrainLoss])).toEqual([
      [true, null],
      [true, 0.4],
    ]);
    expect(method.levels.map(({ success }) => success[0].successes)).toEqual([1, 1, 0, 0]);
  });

  it('is plain JSON', () => {
    for (const results of [input.results, [], [runResult({ d: 8, seed: 0, losses: [], status: 'diverged' })]]) {
      const summary = summarise({ ...input, results });
      expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
    }
  });
});
