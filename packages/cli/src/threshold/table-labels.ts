import { labelsByKey } from '@dof/core';
import { plain } from './run-columns.js';
import type { RowSettings } from './setting-columns.js';

/** Columns whose value names a series, the best first. */
const NAMES = ['series', 'method', 'methods', 'algorithm', 'algo', 'approach'];

/** A label for each series of a table, by what its rows have in the columns that differ; empty for a single series. */
export function tableLabels(series: readonly RowSettings[]): readonly string[] {
  if (series.length === 1) return [''];
  const columns = Object.keys(series[0]);
  const naming = NAMES.flatMap((name) => columns.find((column) => plain(column) === name) ?? []).at(0);
  const items = series.map((settings) => {
    const traits = Object.fromEntries(Object.entries(settings).filter(([column]) => column !== naming));
    const words = Object.entries(traits).map((trait) => trait.join(' '));
    const name = naming === undefined ? words.join(', ') : settings[naming];
    return { key: JSON.stringify(settings), name, traits };
  });
  return labelsByKey(items);
}
