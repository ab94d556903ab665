import type { PhaseTransitionData } from '../figures/phase-transition/phase-transition-data.js';
import type { Series } from '../series/series.js';
import type { DataTable } from '../tables/data-table.js';

/**
 * d* at every loss level, not only at those asked for. It is constant between neighbouring best losses of runs; each
 * such step has a row at both ends. `part` numbers the stretches without a gap.
 *
 * @param curves what the phase-transition figures show, one per series.
 */
export function thresholdCurveTable(series: readonly Series[], curves: readonly PhaseTransitionData[]): DataTable {
  return {
    name: 'threshold-curve',
    caption: 'Threshold training dimension d* against training loss',
    columns: [
      { name: 'method', title: 'method', type: 'text' },
      { name: 'start', title: 'start', type: 'text' },
      { name: 'isNull', title: 'null model', type: 'boolean' },
      { name: 'part', title: 'part', type: 'integer' },
      { name: 'loss', title: 'training loss level', type: 'number' },
      { name: 'dStar', title: 'd*', type: 'number' },
      { name: 'lower', title: 'lower end', type: 'number' },
      { name: 'upper', title: 'upper end', type: 'number' },
    ],
    rows: series.flatMap(({ method, start, isNull }, i) => {
      let part = 0;
      return curves[i].steps.flatMap(({ bottom, top, dStar, lower, upper }) => {
        if (dStar === null) {
          part += 1;
          return [];
        }
        return [bottom, top].map((loss) => ({ method, start, isNull, part, loss, dStar, lower, upper }));
      });
    }),
  };
}
