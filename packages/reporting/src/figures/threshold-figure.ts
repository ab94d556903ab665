import type { TopLevelSpec } from 'vega-lite';
import type { Series } from '../series/series.js';
import type { DataTable } from '../tables/data-table.js';
import { emptyFigure } from './empty-figure.js';
import { FIGURE_THEME } from './figure-theme.js';
import { HIDDEN_METHODS, methodColour, VISIBLE, ZOOM } from './shared-encodings.js';
import { VEGA_LITE_SCHEMA } from './vega-lite-schema.js';

const TITLE = 'Threshold training dimension against training loss';

/**
 * d* against the training loss level for every method and start, each with its interval. One method: a colour per
 * start; several: a colour per method and a dash per start.
 *
 * @param curve of `thresholdCurveTable`.
 */
export function thresholdFigure(curve: DataTable, series: readonly Series[]): TopLevelSpec {
  const values = [...curve.rows];
  if (values.length === 0) return emptyFigure(TITLE, 'No d* inside the measured degrees of freedom');
  const starts = [...new Set(series.map(({ start }) => start))];
  const methods = new Set(series.map(({ method }) => method));
  const byStart = methods.size === 1 && starts.length > 1;
  const start = { field: 'start', type: 'nominal', title: 'start' } as const;
  const bottom = { orient: 'bottom', columns: 3, symbolType: 'stroke', symbolStrokeWidth: 3 } as const;
  const colour = byStart
    ? { ...start, scale: { domain: starts, scheme: 'tableau10' as const }, legend: bottom }
    : methodColour(series);
  const dash =
    byStart || starts.length === 1
      ? {}
      : { strokeDash: { ...start, scale: { domain: starts }, legend: { ...bottom, symbolStrokeWidth: 2 } } };
  const detail = [
    { field: 'method', type: 'nominal' },
    { field: 'start', type: 'nominal' },
    { field: 'part', type: 'nominal' },
  ] as const;
  const x = {
    field: 'loss',
    type: 'quantitative',
    scale: { type: 'log', nice: false },
    axis: { title: 'training loss level', format: '~g', labelOverlap: 'greedy', grid: true },
  } as const;
  const y = {
    field: 'dStar',
    type: 'quantitative',
    scale: { type: 'log', base: 2, nice: false },
    axis: { title: 'd*', format: ',d', grid: true },
  } as const;
  return {
    $schema: VEGA_LITE_SCHEMA,
    description: `${TITLE}: one line per method and start, with intervals`,
    width: 640,
    height: 380,
    title: { text: TITLE, subtitle: 'Lines: d*. Bands: its interval, where both ends are known' },
    config: FIGURE_THEME,
    params: [HIDDEN_METHODS],
    data: { values },
    transform: [VISIBLE],
    layer: [
      {
        transform: [{ filter: 'isValid(datum.lower) && isValid(datum.upper)' }],
        mark: { type: 'area', fillOpacity: 0.13, clip: true },
        encoding: { x, y: { ...y, field: 'lower' }, y2: { field: 'upper' }, color: colour, detail: [...detail] },
      },
      {
        params: [ZOOM],
        mark: { type: 'line', strokeWidth: 2.2, clip: true },
        encoding: { x, y, color: colour, ...dash, detail: [...detail] },
      },
      {
        // Wide and unseen: a line of two pixels is hard to point at.
        mark: { type: 'point', filled: true, size: 120, fillOpacity: 0, aria: false, clip: true },
        encoding: {
          x,
          y,
          color: colour,
          tooltip: [
            { field: 'method', type: 'nominal' },
            { field: 'start', type: 'nominal' },
            { field: 'loss', type: 'quantitative', title: 'training loss level', format: '.3~g' },
            { field: 'dStar', type: 'quantitative', title: 'd*', format: ',.0f' },
            { field: 'lower', type: 'quantitative', title: 'lower end', format: ',.0f' },
            { field: 'upper', type: 'quantitative', title: 'upper end', format: ',.0f' },
          ],
        },
      },
    ],
  };
}
