import type { Series } from '../series/series.js';
import type { DataTable } from '../tables/data-table.js';

/** P_s with its interval, for every series, loss level and d. */
export function successTable(series: readonly Series[]): DataTable {
  return {
    name: 'success',
    caption: 'Success probability by degrees of freedom and training loss level',
    columns: [
      { name: 'method', title: 'method', type: 'text' },
      { name: 'start', title: 'start', type: 'text' },
      { name: 'level', title: 'training loss level', type: 'number' },
      { name: 'd', title: 'd', type: 'integer' },
      { name: 'runs', title: 'runs', type: 'integer' },
      { name: 'successes', title: 'successes', type: 'integer' },
      { name: 'probability', title: 'success probability', type: 'number' },
      { name: 'lower', title: 'lower end', type: 'number' },
      { name: 'upper', title: 'upper end', type: 'number' },
    ],
    rows: series.flatMap(({ method, start, summary }) =>
      summary.levels.flatMap(({ level, success }) =>
        success.map(({ d, trials, successes, estimate, lower, upper }) => ({
          ...{ method, start, level, d, runs: trials, successes },
          ...{ probability: estimate, lower, upper },
        })),
      ),
    ),
  };
}
