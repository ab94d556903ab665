import { describe, expect, it } from '@jest/globals';
import { compareMethods } from '@dof/analysis';
import { comparisonTable } from '@dof/reporting';
import { runResult } from './run-results.js';

const grid = [8, 16, 32, 64, 128];
const seeds = Array.from({ length: 8 }, (_, seed) => seed);

/** Runs of a method that reaches loss 0.5 from the given d on. */
const runs = (method: string, threshold: number) =>
  grid.flatMap((d) => seeds.map((seed) => runResult({ d, seed, method, losses: [2.3, d >= threshold ? 0.4 : 1.5] })));

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

describe('comparisonTable', () => {
  it('has one line per method, null first, in text and Markdown', () => {
    const text = comparisonTable(compareMethods(input));
    expect(text).toMatch(/random +init +0\.05 +8 .* null model\n +lottery-ticket .* 0\.250 .* better\n/);
    expect(text).toMatch(/lottery-ticket +init +100 +12800 +2\.00 +3\.0/);
    const markdown = comparisonTable(compareMethods(input), 'markdown');
    expect(markdown).toContain('### training loss at most 0.5');
    expect(markdown).toMatch(/\| random +\| init +\|/);
  });

  it('says on which side of the grid of d a threshold lies that is not between two of its points', () => {
    const results = [...runs('quick', 8), ...runs('slow', 256), ...runs('random', 64)];
    const text = comparisonTable(compareMethods({ ...input, results }));
    expect(text).toMatch(/quick +init +0\.05 +8 +<= 8 +d\* <= 8 +>= 2561\.3 /);
    expect(text).toMatch(/slow +init +0\.05 +8 +> 128 +d\* > 128 +< 160\.1 /);
  });

  it('says too few seeds, and says so when there is no null', () => {
    const few = input.results.filter((run) => run.specification.seed < 3);
    expect(comparisonTable(compareMethods({ ...input, results: few }))).toContain('too few seeds');
    expect(comparisonTable(compareMethods({ ...input, results: ticketRuns }))).toMatch(/nothing to compare with/);
    expect(comparisonTable(compareMethods({ ...input, results: [] }))).toMatch(/nothing to compare with/);
  });
});
