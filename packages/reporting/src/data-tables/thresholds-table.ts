import { describeThreshold } from '@dof/analysis';
import type { Series } from '../summary/series.js';
import type { DataTable } from './data-table.js';

/** d* with its interval, for every series and loss level. */
export function thresholdsTable(series: readonly Series[]): DataTable {
  return {
    name: 'thresholds',
    caption: 'Threshold training dimension d* by training loss level',
    columns: [
      { name: 'method', title: 'method', type: 'text' },
      { name: 'start', title: 'start', type: 'text' },
      { name: 'level', title: 'training loss level', type: 'number' },
      { name: 'status', title: 'status', type: 'text' },
      { name: 'dStar', title: 'd*', type: 'number' },
      { name: 'lower', title: 'lower end', type: 'number' },
      { name: 'upper', title: 'upper end', type: 'number' },
      { name: 'compression', title: 'compression D / d*', type: 'number' },
      { name: 'inWords', title: 'in words', type: 'text' },
    ],
    rows: series.flatMap(({ method, start, summary }) =>
      summary.levels.map(({ level, threshold }) => ({
        ...{ method, start, level, status: threshold.status },
        ...{ dStar: threshold.dStar, lower: threshold.lower, upper: threshold.upper },
        compression: threshold.dStar === null ? null : summary.dimension / threshold.dStar,
        inWords: describeThreshold(threshold),
      })),
    ),
  };
}
