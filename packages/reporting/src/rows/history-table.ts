import type { RunResult } from '@dof/core';
import type { Series } from '../series/series.js';
import type { DataTable } from '../tables/data-table.js';
import { lazily } from './runs-table.js';

/** One row per evaluation of every run: its training curve. */
export function historyTable(results: readonly RunResult[], series: readonly Series[]): DataTable {
  const seriesOfRun = new Map(series.flatMap((one) => one.summary.runs.map(({ hash }) => [hash, one] as const)));
  return {
    name: 'history',
    caption: 'Training curves: loss and accuracy of every run at the start and after every epoch',
    columns: [
      { name: 'hash', title: 'run', type: 'text' },
      { name: 'method', title: 'method', type: 'text' },
      { name: 'start', title: 'start', type: 'text' },
      { name: 'd', title: 'd', type: 'integer' },
      { name: 'seed', title: 'seed', type: 'integer' },
      { name: 'epoch', title: 'epoch', type: 'integer' },
      { name: 'step', title: 'step', type: 'integer' },
      { name: 'trainLoss', title: 'training loss', type: 'number' },
      { name: 'trainAccuracy', title: 'training accuracy', type: 'number' },
      { name: 'testLoss', title: 'test loss', type: 'number' },
      { name: 'testAccuracy', title: 'test accuracy', type: 'number' },
    ],
    rows: lazily(results, ({ hash, specification, history }) => {
      const { method = '', start = '' } = seriesOfRun.get(hash) ?? {};
      const { degreesOfFreedom: d, seed } = specification;
      // Written out: a large experiment makes these rows by the million.
      return history.map(({ epoch, step, train, test }) => ({
        hash,
        method,
        start,
        d,
        seed,
        epoch,
        step,
        trainLoss: train.loss,
        trainAccuracy: train.accuracy,
        testLoss: test.loss,
        testAccuracy: test.accuracy,
      }));
    }),
  };
}
