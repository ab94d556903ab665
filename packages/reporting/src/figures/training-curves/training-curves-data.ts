import type { RunResult } from '@dof/core';
import type { DataTable, Row } from '../../data-tables/data-table.js';
import { recordTable } from '../../data-tables/record-table.js';
import { seriesByHash, type Series } from '../../summary/series.js';

/** Curves in the page at most, and points of one curve. */
const MOST_CURVES = 800;
const MOST_POINTS = 120;

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

/** Rows of the training curves that are shown, one list per series. */
export function shownCurves(results: readonly RunResult[], series: readonly Series[]): Row[][] {
  const bySeries = new Map<string, Row[]>(series.map(({ method, start }) => [keyOf(method, start), []]));
  for (const row of historyTable(curvesSelection(results, series), series).rows) {
    // Enough of the name to tell curves apart, and a page's worth shorter.
    const short = { ...row, hash: String(row['hash']).slice(0, 12) };
    bySeries.get(keyOf(row['method'], row['start']))?.push(short);
  }
  return series.map(({ method, start }) => bySeries.get(keyOf(method, start)) ?? []);
}

function keyOf(method: unknown, start: unknown): string {
  return JSON.stringify([method, start]);
}

/** Runs whose training curves are shown: all, or as many of each series and d, evenly spaced in the order of the runs. */
function curvesSelection(results: readonly RunResult[], series: readonly Series[]): RunResult[] {
  const byHash = new Map(results.map((result) => [result.hash, result]));
  const cells = series.flatMap(({ summary }) => {
    const byD = new Map<number, string[]>(summary.degreesOfFreedom.map((d) => [d, []]));
    for (const { d, hash } of summary.runs) byD.get(d)?.push(hash);
    return [...byD.values()];
  });
  const most = Math.max(1, Math.floor(MOST_CURVES / Math.max(1, cells.length)));
  return cells
    .flatMap((hashes) => evenly(hashes, most))
    .flatMap((hash) => byHash.get(hash) ?? [])
    .map((result) => ({ ...result, history: evenly(result.history, MOST_POINTS) }));
}

/** At most `most` of the items, evenly spaced, the first and the last among them. */
function evenly<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  if (most === 1) return [items[0]];
  return Array.from({ length: most }, (_, i) => items[Math.round((i * (items.length - 1)) / (most - 1))]);
}
