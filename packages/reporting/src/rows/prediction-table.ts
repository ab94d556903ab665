import { canonicalJson } from '@dof/core';
import type { ThresholdPrediction } from '../input/threshold-prediction.js';
import type { Series } from '../series/series.js';
import type { DataTable } from '../tables/data-table.js';

/** d* of the null model as measured, and as predicted, from every start. */
export function predictionTable(predictions: readonly ThresholdPrediction[], series: readonly Series[]): DataTable {
  // A start may have a longer name among more starts.
  const names = new Map(series.map(({ start, summary }) => [canonicalJson(summary.start), start]));
  const measured = series
    .filter(({ isNull }) => isNull)
    .flatMap(({ start, summary }) =>
      summary.levels.map(({ level, threshold: { dStar, lower, upper } }) => ({
        ...{ start, source: 'measured', level, dStar, lower, upper },
      })),
    );
  const predicted = predictions.flatMap(({ source, start, startSpecification, levels }) => {
    const name = startSpecification === undefined ? start : (names.get(canonicalJson(startSpecification)) ?? start);
    return levels.map(({ level, dStar, lower, upper }) => ({ start: name, source, level, dStar, lower, upper }));
  });
  return {
    name: 'theory',
    caption: 'Threshold training dimension d*, predicted and measured',
    columns: [
      { name: 'start', title: 'start', type: 'text' },
      { name: 'source', title: 'source', type: 'text' },
      { name: 'level', title: 'training loss level', type: 'number' },
      { name: 'dStar', title: 'd*', type: 'number' },
      { name: 'lower', title: 'lower end', type: 'number' },
      { name: 'upper', title: 'upper end', type: 'number' },
    ],
    rows: [...measured, ...predicted].filter(({ dStar }) => dStar !== null),
  };
}
