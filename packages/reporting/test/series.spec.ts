import { describe, expect, it } from '@jest/globals';
import { seriesOf, summarise } from '@dof/reporting';
import { manyMethods } from './report-input.js';
import { reportInput, runResult } from './run-results.js';

describe('seriesOf', () => {
  it('names methods and starts apart, and one null from each start', () => {
    const input = manyMethods();
    const series = seriesOf(summarise(input), input.experiment);
    expect(series.map(({ method, start, isNull }) => [method, start, isNull])).toEqual(
      ['random', 'lottery-subspace', 'lottery-ticket'].flatMap((method) =>
        ['initialisation', 'burn-in, 20 steps'].map((start) => [method, start, method === 'random']),
      ),
    );
    expect(new Set(series.map(({ name }) => name)).size).toBe(6);
  });

  it('takes as null the method whose options the experiment gives', () => {
    const results = ['gaussian', 'sparse'].map((projection) =>
      runResult({ d: 8, seed: 0, losses: [1], options: { projection } }),
    );
    const { experiment } = manyMethods();
    const summary = summarise({ ...reportInput([], []), results });
    const nullOptions = { name: 'random', options: { projection: 'sparse' } };
    const benchmark = { ...experiment?.benchmark, null: nullOptions } as NonNullable<typeof experiment>['benchmark'];
    const series = seriesOf(summary, experiment && { ...experiment, benchmark });
    expect(series.map(({ isNull }) => isNull)).toEqual([false, true]);
    expect(seriesOf(summary).map(({ isNull }) => isNull)).toEqual([true, false]);
  });

  it('takes as null the recipe that the experiment gives, and the first where it gives none', () => {
    const results = [0.1, 0.05].map((learningRate) => runResult({ d: 8, seed: 0, losses: [1], learningRate }));
    const { experiment } = manyMethods();
    const summary = summarise({ ...reportInput([], []), results });
    const nullsWith = (change: object) => {
      const benchmark = { ...experiment?.benchmark, null: { name: 'random', options: {}, ...change } };
      return seriesOf(summary, { ...experiment, benchmark } as typeof experiment).map(({ isNull }) => isNull);
    };
    expect(nullsWith({})).toEqual([true, false]);
    expect(nullsWith({ learningRate: 0.05 })).toEqual([false, true]);
    const { training } = results[1].specification;
    expect(nullsWith({ training })).toEqual([false, true]);
    expect(nullsWith({ training, learningRate: 0.1 })).toEqual([true, false]);
  });
});
