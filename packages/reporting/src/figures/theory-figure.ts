import type { TopLevelSpec } from 'vega-lite';
import type { DataTable } from '../tables/data-table.js';
import { emptyFigure } from './empty-figure.js';
import { FIGURE_THEME } from './figure-theme.js';
import { ZOOM } from './shared-encodings.js';
import { VEGA_LITE_SCHEMA } from './vega-lite-schema.js';

const TITLE = 'Theory beside measurement';

/** d* over the loss level: measured as points with intervals, predicted as lines; a colour per start. */
export function theoryFigure(predictions: DataTable): TopLevelSpec {
  const values = [...predictions.rows];
  if (!values.some((row) => row['source'] !== 'measured')) return emptyFigure(TITLE, 'No prediction in this folder');
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
    data: { values },
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
