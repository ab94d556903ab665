import { describe, expect, it } from '@jest/globals';
import { reportInput, runResult } from '../../test/run-results.js';
import { buildReport } from '../report/build-report.js';
import { startingLossFigure } from './starting-loss-figure.js';

const BURN_IN = { type: 'burn-in', learningRate: 0.05, momentum: 0.9, batchSize: 128 } as const;

/** Runs from the initialisation at loss 2.5 and from a burnt-in point at 1.5, which reach 0.5 from d = 64 and 16 on. */
const results = [0, 20].flatMap((steps) =>
  [8, 16, 32, 64].flatMap((d) =>
    [0, 1].map((seed) => {
      const start = steps === 0 ? 2.5 : 1.5;
      const run = runResult({ d, seed, losses: [start, d >= (steps === 0 ? 64 : 16) ? 0.4 : 1.2] });
      if (steps === 0) return run;
      return {
        ...run,
        hash: `burnt in ${run.hash}`,
        specification: { ...run.specification, start: { ...BURN_IN, steps, seed } },
      };
    }),
  ),
);

const made = (runs: typeof results) => {
  const report = buildReport({ ...reportInput([], [], {}, [0.5]), results: runs });
  const content = report.figures.find(({ module }) => module === startingLossFigure);
  if (content === undefined) throw new Error('the figure is not in the list');
  return content;
};

describe('startingLossFigure', () => {
  it('has d* of every start beside the loss that training starts from', () => {
    const { table, pictures } = made(results);
    expect(pictures).toHaveLength(1);
    expect([...(table?.rows ?? [])]).toMatchObject([
      { method: 'random', start: 'initialisation', startingLoss: 2.5, level: 0.5, dStar: Math.sqrt(32 * 64) },
      { method: 'random', start: 'burn-in, 20 steps', startingLoss: 1.5, level: 0.5, dStar: Math.sqrt(8 * 16) },
    ]);
  });

  it('is absent where there is one start only', () => {
    const { table, pictures } = made(results.slice(0, 8));
    expect([table, pictures]).toEqual([undefined, []]);
  });
});
