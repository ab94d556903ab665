import type { RunResult } from '@dof/core';
import type { TopLevelSpec } from 'vega-lite';
import type { DataTable, Row } from '../data-tables/data-table.js';
import type { Series } from '../summary/series.js';
import type { FigureModule } from './figure.js';
import { FIGURE_THEME, VEGA_LITE_SCHEMA } from './style/figure-theme.js';
import { HIDDEN_METHODS, legendBelow, VISIBLE, ZOOM } from './style/shared-encodings.js';

const TITLE = 'Threshold training dimension against the loss at the start';

/**
 * d* at each level over the loss that training starts from, as in Larsen et al. 2022, section 4; none unless some method
 * was trained from several starts and has a d* inside the measured d.
 */
export const startingLossFigure: FigureModule = {
  section: { id: 'starting-loss', title: 'd* against the loss at the start' },
  make({ series, input }) {
    const starts = new Set(series.map(({ start }) => start));
    if (starts.size < 2) return { pictures: [] };
    const table = startingLossTable(series, input.results);
    const values = [...table.rows].filter(({ startingLoss, dStar }) => startingLoss !== null && dStar !== null);
    if (values.length === 0) return { table, pictures: [] };
    const picture = {
      id: 'threshold-against-starting-loss',
      title: 'd* against the loss at the start',
      caption:
        'Each point is a start: the lower its loss, the fewer degrees of freedom reach a given level from there.',
      spec: startingLossSpec(values),
      table,
    };
    return { table, pictures: [picture] };
  },
};

/** One row per series and level; the loss at the start is the mean over the series' runs. */
function startingLossTable(series: readonly Series[], results: readonly RunResult[]): DataTable {
  const losses = new Map(results.map(({ hash, history }) => [hash, history.at(0)?.train.loss]));
  return {
    name: 'starting-loss',
    caption: TITLE,
    columns: [
      { name: 'method', title: 'method', type: 'text' },
      { name: 'start', title: 'start', type: 'text' },
      { name: 'startingLoss', title: 'training loss at the start', type: 'number' },
      { name: 'level', title: 'training loss level', type: 'number' },
      { name: 'dStar', title: 'd*', type: 'number' },
      { name: 'lower', title: 'lower end', type: 'number' },
      { name: 'upper', title: 'upper end', type: 'number' },
    ],
    rows: series.flatMap(({ method, start, summary: { runs, levels } }) => {
      const startingLoss = mean(runs.flatMap(({ hash }) => losses.get(hash) ?? []));
      return levels.map(({ level, threshold: { dStar, lower, upper } }) => ({
        ...{ method, start, startingLoss, level, dStar, lower, upper },
      }));
    }),
  };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A colour per level; the methods by the shape of their points and the dash of their lines. */
function startingLossSpec(values: readonly Row[]): TopLevelSpec {
  const methods = [...new Set(values.map(({ method }) => method))];
  const x = {
    field: 'startingLoss',
    type: 'quantitative',
    scale: { type: 'log', nice: false, padding: 12 },
    axis: { title: 'training loss at the start', format: '~g', labelOverlap: 'greedy', grid: true },
  } as const;
  const y = {
    field: 'dStar',
    type: 'quantitative',
    scale: { type: 'log', base: 2, nice: false, padding: 12 },
    axis: { title: 'd*', format: ',d', grid: true },
  } as const;
  const color = {
    field: 'level',
    type: 'ordinal',
    sort: 'descending',
    title: 'loss level',
    scale: { scheme: 'viridis' },
    legend: { orient: 'right', format: '~g' },
  } as const;
  const byMethod = {
    field: 'method',
    type: 'nominal',
    title: 'method',
    legend: legendBelow(methods.map(String)),
  } as const;
  const several = methods.length > 1;
  return {
    $schema: VEGA_LITE_SCHEMA,
    description: `${TITLE}: one line per method and level, one point per start, with intervals`,
    width: 640,
    height: 380,
    title: { text: TITLE, subtitle: 'Points: d* from one start. Bars: its interval, where both ends are known' },
    config: FIGURE_THEME,
    params: [HIDDEN_METHODS],
    data: { values: [...values] },
    transform: [VISIBLE],
    layer: [
      {
        transform: [{ filter: 'isValid(datum.lower) && isValid(datum.upper)' }],
        mark: { type: 'rule', strokeOpacity: 0.4, strokeWidth: 1.5, clip: true },
        encoding: { x, y: { ...y, field: 'lower' }, y2: { field: 'upper' }, color },
      },
      {
        params: [ZOOM],
        mark: { type: 'line', strokeWidth: 1.5, clip: true },
        encoding: { x, y, color, detail: [byMethod], ...(several && { strokeDash: byMethod }) },
      },
      {
        mark: { type: 'point', filled: true, size: 70, opacity: 1, clip: true },
        encoding: {
          x,
          y,
          color,
          ...(several && { shape: byMethod }),
          tooltip: [
            { field: 'method', type: 'nominal' },
            { field: 'start', type: 'nominal' },
            { field: 'startingLoss', type: 'quantitative', title: 'training loss at the start', format: '.3~g' },
            { field: 'level', type: 'quantitative', title: 'training loss level', format: '.3~g' },
            { field: 'dStar', type: 'quantitative', title: 'd*', format: ',.0f' },
            { field: 'lower', type: 'quantitative', title: 'lower end', format: ',.0f' },
            { field: 'upper', type: 'quantitative', title: 'upper end', format: ',.0f' },
          ],
        },
      },
    ],
  };
}
