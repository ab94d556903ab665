import type { RunResult } from '@dof/core';
import { seriesByHash } from '../series/series-by-hash.js';
import type { Series } from '../series/series.js';
import type { DataTable } from '../tables/data-table.js';
import { recordTable } from '../tables/record-table.js';

/** One row per evaluation of every run: its training curve. */
export function historyTable(results: readonly RunResult[], series: readonly Series[]): DataTable {
  const seriesOf = seriesByHash(series);
  return recordTable({
    name: 'history',
    caption: 'Training curves: loss and accuracy of every run at the start and after every epoch',
    records: results,
    partsOf: ({ history }) => history,
    columns: [
      { name: 'hash', title: 'run', type: 'text', of: ({ hash }) => hash },
      { name: 'method', title: 'method', type: 'text', of: ({ hash }) => seriesOf.get(hash)?.method ?? '' },
      { name: 'start', title: 'start', type: 'text', of: ({ hash }) => seriesOf.get(hash)?.start ?? '' },
      { name: 'd', title: 'd', type: 'integer', of: ({ specification }) => specification.degreesOfFreedom },
      { name: 'seed', title: 'seed', type: 'integer', of: ({ specification }) => specification.seed },
      { name: 'epoch', title: 'epoch', type: 'integer', of: (_, { epoch }) => epoch },
      { name: 'step', title: 'step', type: 'integer', of: (_, { step }) => step },
      { name: 'trainLoss', title: 'training loss', type: 'number', of: (_, { train }) => train.loss },
      { name: 'trainAccuracy', title: 'training accuracy', type: 'number', of: (_, { train }) => train.accuracy },
      { name: 'testLoss', title: 'test loss', type: 'number', of: (_, { test }) => test.loss },
      { name: 'testAccuracy', title: 'test accuracy', type: 'number', of: (_, { test }) => test.accuracy },
    ],
  });
}
