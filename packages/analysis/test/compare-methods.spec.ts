import { describe, expect, it } from '@jest/globals';
import { compareMethods, mergeComparisons } from '@dof/analysis';
import type { RunResult } from '@dof/core';

const grid = [8, 16, 32, 64, 128];
const seeds = Array.from({ length: 8 }, (_, seed) => seed);

/** A run that ends at the loss given, with an accuracy of 1 / (1 + loss). */
function runResult(method: string, d: number, seed: number, loss: number, learningRate = 0.05): RunResult {
  const testLoss = 1.1 * loss;
  const best = { trainLoss: loss, trainAccuracy: 1 / (1 + loss), testLoss, testAccuracy: 1 / (1 + testLoss) };
  const version = '1.0.0';
  return {
    hash: `${method} ${d} ${seed} ${learningRate}`,
    specification: {
      format: 1,
      model: { name: 'conv-2', inputShape: [28, 28, 1], layers: [{ type: 'flatten' }], loss: 'softmax-cross-entropy' },
      data: { name: 'mnist', version, options: {}, contentHash: 'ab'.repeat(32), trainCount: 10_000, testCount: 2_000 },
      backend: { name: 'simd', version },
      method: { name: method, version, options: {} },
      start: { type: 'init', seed },
      degreesOfFreedom: d,
      seed,
      training: {
        optimizer: { name: 'adam', learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
        ...{ schedule: [], batchSize: 128, epochs: 2 },
      },
      evaluation: { every: 'epoch', batchSize: 500 },
    },
    ...{ status: 'finished', dimension: 20_490, history: [], best, wallTimeSeconds: 5.5 },
    ...{ finishedAt: '2025-01-01T00:00:00.000Z', engineVariant: 'wasm-simd128' },
  };
}

/** Runs of a method that reaches loss 0.5 from the given d on. */
const runs = (method: string, threshold: number) =>
  grid.flatMap((d) => seeds.map((seed) => runResult(method, d, seed, d >= threshold ? 0.4 : 1.5)));

const ticketRuns = runs('lottery-ticket', 16).map((run) => ({
  ...run,
  preparationCost: { fullSpaceGradients: 100, gradientExamples: 12_800, storedBytes: 2_000_000, seconds: 3 },
}));

const input = {
  title: 'benchmark',
  dimension: 20_490,
  results: [...ticketRuns, ...runs('random', 64)],
  analysis: { lossLevels: [0.5], delta: 0.5, confidence: 0.95 },
  accuracyLevels: [0.6],
  isNull: (result: { specification: { method: { name: string } } }) => result.specification.method.name === 'random',
};

describe('compareMethods', () => {
  const comparison = compareMethods(input);

  it('puts the null first and says how many fewer dimensions a method needs', () => {
    expect(comparison.entries.map(({ label, isNull }) => [label, isNull])).toEqual([
      ['random', true],
      ['lottery-ticket', false],
    ]);
    const [nullEntry, ticket] = comparison.entries;
    expect(nullEntry.levels[0].verdict).toBe('null model');
    expect(ticket.levels[0]).toMatchObject({ measure: 'training loss', level: 0.5, verdict: 'better' });
    // Between 8 and 16 against between 32 and 64.
    expect(ticket.levels[0].comparison.ratio).toBeCloseTo(1 / 4, 10);
    expect(ticket.levels[0].compression).toBeCloseTo(20_490 / Math.sqrt(8 * 16), 6);
  });

  it('keeps recipes apart, and compares all with the first that is of the null', () => {
    const slow = grid.flatMap((d) => seeds.map((seed) => runResult('random', d, seed, 1.5, 1e-6)));
    const { entries } = compareMethods({ ...input, results: [...runs('random', 64), ...slow] });
    expect(entries.map(({ label, isNull, seeds, levels: [level] }) => [label, isNull, seeds, level.verdict])).toEqual([
      ['random (learning rate 0.05)', true, 8, 'null model'],
      ['random (learning rate 0.000001)', false, 8, 'worse'],
    ]);
    const merged = mergeComparisons([comparison, compareMethods({ ...input, results: slow })]);
    expect(merged[0].entries.map(({ learningRates }) => learningRates)).toEqual([[0.05], [0.000001], [0.05]]);
  });

  it('compares test accuracies upwards', () => {
    // A loss of 0.4 is an accuracy of 1 / 1.44, of 1.5 one of 1 / 2.65.
    expect(comparison.entries[1].levels[1]).toMatchObject({ measure: 'test accuracy', verdict: 'better' });
  });

  it('measures the difference at the same d over paired seeds', () => {
    const { atSameD } = comparison.entries[1];
    expect(atSameD.map(({ d, pairedSeeds }) => [d, pairedSeeds])).toEqual(grid.map((d) => [d, 8]));
    expect(atSameD[0].bestTrainLoss).toBe(0);
    expect(atSameD[1].bestTrainLoss).toBeCloseTo(0.4 - 1.5, 10);
    expect(atSameD[1].bestTestAccuracy).toBeCloseTo(1 / 1.44 - 1 / 2.65, 10);
    expect(comparison.entries[0].atSameD).toEqual([]);
  });

  it('carries what the preparation cost', () => {
    expect(comparison.entries[1].preparationCost).toEqual(ticketRuns[0].preparationCost);
    expect(comparison.entries[0].preparationCost).toBeUndefined();
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(comparison))).toEqual(JSON.parse(JSON.stringify(structuredClone(comparison))));
  });
});

describe('mergeComparisons', () => {
  const ticket = compareMethods(input);
  const other = compareMethods({ ...input, results: [...runs('other', 128), ...runs('random', 64)] });

  it('puts methods benchmarked apart under one null', () => {
    const [merged, ...rest] = mergeComparisons([ticket, other]);
    expect(rest).toEqual([]);
    expect(merged.entries.map(({ label }) => label)).toEqual(['random', 'lottery-ticket', 'other']);
  });

  it('keeps comparisons at other levels apart, and drops empty ones', () => {
    const levels = { ...input.analysis, lossLevels: [0.1] };
    const elsewhere = compareMethods({ ...input, analysis: levels });
    const empty = compareMethods({ ...input, results: [] });
    expect(mergeComparisons([ticket, elsewhere, empty])).toHaveLength(2);
  });
});
