import { checkLevel, readRunTable, thresholdTrainingDimension, type RunTable } from '@dof/analysis';
import { describe, expect, it } from '@jest/globals';

function table(header: string, ...rows: readonly string[]): RunTable {
  return {
    name: 'runs',
    header: header.split(','),
    rows: rows.map((row, i) => ({ cells: row.split(','), line: i + 2 })),
  };
}

describe('readRunTable', () => {
  it('turns rows into trials of series, which a threshold can be asked of', () => {
    const runs = table(
      'method,d,seed,best loss',
      ...['a', 'b'].flatMap((method) =>
        [2, 4, 8, 16].flatMap((d) =>
          [0, 1, 2, 3, 4].map((seed) => `${method},${d},${seed},${d < (method === 'a' ? 4 : 16) ? 1 : 0.1}`),
        ),
      ),
    );
    const series = readRunTable(runs, { measure: 'loss' });
    expect(series.map(({ label, trials }) => [label, trials.length])).toEqual([
      ['a', 20],
      ['b', 20],
    ]);
    expect(series[0].trials[0]).toEqual({ d: 2, seed: 0, best: 1 });
    const brackets = series.map(({ trials }) => {
      const { lower, upper } = thresholdTrainingDimension(trials, { level: 0.5 });
      return [lower, upper];
    });
    expect(brackets).toEqual([
      [2, 4],
      [8, 16],
    ]);
  });

  it('names settings in messages as a call of the library has them, or as it is told', () => {
    const twice = table('d,dof,loss', '1,1,0.5');
    expect(() => readRunTable(twice, { measure: 'loss' })).toThrow('say which with columns d=NAME');
    expect(() => readRunTable(twice, { measure: 'loss', setting: (name) => `--${name}` })).toThrow(
      'say which with --columns d=NAME',
    );
    expect(readRunTable(twice, { measure: 'loss', columns: { d: 'dof' }, choice: { by: [], ignore: ['d'] } })).toEqual([
      expect.objectContaining({ trials: [{ d: 1, seed: 0, best: 0.5 }] }),
    ]);
    expect(() => checkLevel('accuracy', 90, [0.5])).toThrow('accuracy 90: no accuracy of these runs is above 0.5');
  });
});
