import { canonicalJson } from '@dof/core';
import type { TopLevelSpec } from 'vega-lite';
import type { DataTable, Row } from '../data-tables/data-table.js';
import type { ThresholdPrediction } from '../report/report-details.js';
import type { Series } from '../summary/series.js';
import type { FigureModule } from './figure.js';
import { FIGURE_THEME, VEGA_LITE_SCHEMA } from './style/figure-theme.js';
import { ZOOM } from './style/shared-encodings.js';

const TITLE = 'Theory beside measurement';

/** The thresholds that a theory predicts beside the measured ones of the null model; none without predictions. */
export const theoryFigure: FigureModule = {
  section: { id: 'theory-section', title: 'Theory' },
  make({ input: { predictions = [] }, series }) {
    const table = theoryTable(predictions, series);
    const values = [...table.rows];
    if (!hasPrediction(values)) return { pictures: [] };
    const picture = {
      id: 'theory',
      title: TITLE,
      caption: 'Measured thresholds of the null model with their intervals, and what the theory predicts.',
      spec: theorySpec(values),
      table,
    };
    return { table, pictures: [picture] };
  },
};

/** d* of the null model as measured, and as predicted, from every start. */
function theoryTable(predictions: readonly ThresholdPrediction[], series: readonly Series[]): DataTable {
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

function hasPrediction(rows: readonly Row[]): boolean {
  return rows.some((row) => row['source'] !== 'measured');
}

/** d* over the loss level: measured as points with intervals, predicted as lines; a colour per start. */
function theorySpec(values: readonly Row[]): TopLevelSpec {
  const x = {
    field: 'level',
    type: 'quantitative',
    scale: { type: 'log', nice: false, padding: 12 },
    axis: { title: 'training loss level', format: '~g', labelOverlap: 'greedy', grid: true },
  } as const;
  const y = {
    field: 'dStar',
    type: 'quantitative',
    scale: { type: 'log', base: 2, nice: false, padding: 12 },
    axis: { title: 'd*', format: ',d', grid: true },
  } as const;
  const bottom = { orient: 'bottom', columns: 3, labelLimit: 640 } as const;
  const color = {
    field: 'start',
    type: 'nominal',
    scale: { scheme: 'tableau10' },
    legend: { ...bottom, symbolType: 'circle' },
  } as const;
  const tooltip = [
    { field: 'source', type: 'nominal' },
    { field: 'start', type: 'nominal' },
    { field: 'level', type: 'quantitative', title: 'training loss level', format: '.3~g' },
    { field: 'dStar', type: 'quantitative', title: 'd*', format: ',.0f' },
    { field: 'lower', type: 'quantitative', title: 'lower end', format: ',.0f' },
    { field: 'upper', type: 'quantitative', title: 'upper end', format: ',.0f' },
  ] as const;
  return {
    $schema: VEGA_LITE_SCHEMA,
    description: `${TITLE}: d* against training loss`,
    width: 640,
    height: 360,
    title: { text: TITLE, subtitle: 'Points and bars: measured d* and its interval. Lines and bands: predicted' },
    config: FIGURE_THEME,
    data: { values: [...values] },
    layer: [
      {
        transform: [{ filter: "datum.source !== 'measured' && isValid(datum.lower) && isValid(datum.upper)" }],
        mark: { type: 'area', fillOpacity: 0.12, clip: true },
        encoding: { x, y: { ...y, field: 'lower' }, y2: { field: 'upper' }, color, detail: { field: 'source' } },
      },
      {
        params: [ZOOM],
        transform: [{ filter: "datum.source !== 'measured'" }],
        mark: { type: 'line', strokeWidth: 2, clip: true },
        encoding: {
          x,
          y,
          color,
          strokeDash: {
            field: 'source',
            type: 'nominal',
            title: 'prediction',
            legend: { ...bottom, columns: 1, symbolType: 'stroke', symbolSize: 400 },
          },
          tooltip: [...tooltip],
        },
      },
      {
        transform: [{ filter: "datum.source !== 'measured'" }],
        mark: { type: 'point', filled: true, size: 24, opacity: 1, clip: true },
        encoding: { x, y, color, tooltip: [...tooltip] },
      },
      {
        transform: [{ filter: "datum.source === 'measured' && isValid(datum.lower) && isValid(datum.upper)" }],
        mark: { type: 'rule', strokeWidth: 2, clip: true },
        encoding: { x, y: { ...y, field: 'lower' }, y2: { field: 'upper' }, color },
      },
      {
        transform: [{ filter: "datum.source === 'measured'" }],
        mark: { type: 'point', filled: true, size: 80, opacity: 1, clip: true },
        encoding: { x, y, color, tooltip: [...tooltip] },
      },
    ],
  };
}
