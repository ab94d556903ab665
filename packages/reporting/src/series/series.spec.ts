import { describe, expect, it } from '@jest/globals';
import { summarise } from '@dof/reporting';
import { manyMethods } from '../../test/report-input.js';
import { reportInput, runResult } from '../../test/run-results.js';
import { seriesOf } from './series.js';

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
});
