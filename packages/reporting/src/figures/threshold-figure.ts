import type { TopLevelSpec } from 'vega-lite';
import type { DataTable, Row } from '../data-tables/data-table.js';
import type { Series } from '../summary/series.js';
import type { FigureContent, FigureModule } from './figure.js';
import type { PhaseTransitionData } from './phase-transition/phase-transition-data.js';
import { FIGURE_THEME, VEGA_LITE_SCHEMA } from './style/figure-theme.js';
import { HIDDEN_METHODS, legendBelow, methodColour, VISIBLE, ZOOM } from './style/shared-encodings.js';

const TITLE = 'Threshold training dimension against training loss';

/** d* against the training loss level for every method and start; none where no d* lies inside the measured d. */
export const thresholdFigure: FigureModule = {
  section: { id: 'threshold', title: 'd* against loss' },
  make: ({ series, phases }) => thresholdContent(series, phases),
};

/** A series as the figure names it. */
export type NamedSeries = Pick<Series, 'method' | 'start' | 'isNull'>;

/**
 * The same for any runs.
 *
 * @param curves what the phase-transition figures show, one per series.
 */
export function thresholdContent(
  series: readonly NamedSeries[],
  curves: readonly PhaseTransitionData[],
): FigureContent {
  const table = thresholdCurveTable(series, curves);
  const values = [...table.rows];
  if (values.length === 0) return { pictures: [] };
  const picture = {
    id: 'threshold-against-loss',
    title: 'd* against training loss, for each start',
    caption:
      'The lower the loss asked for, the more degrees of freedom; the lower the loss at the start, the fewer. ' +
      'd* is a step function of the loss, since each run is counted at every level.',
    spec: thresholdSpec(values, series),
    table,
  };
  return { table, pictures: [picture] };
}

/**
 * d* at every loss level, not only at those asked for. It is constant between neighbouring best losses of runs; each
 * such step has a row at both ends. `part` numbers the stretches without a gap.
 *
 * @param curves what the phase-transition figures show, one per series.
 */
function thresholdCurveTable(series: readonly NamedSeries[], curves: readonly PhaseTransitionData[]): DataTable {
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

/** Each curve with its interval. One method: a colour per start; several: a colour per method and a dash per start. */
function thresholdSpec(values: readonly Row[], series: readonly NamedSeries[]): TopLevelSpec {
  const starts = [...new Set(series.map(({ start }) => start))];
  const methods = new Set(series.map(({ method }) => method));
  const byStart = methods.size === 1 && starts.length > 1;
  const start = { field: 'start', type: 'nominal', title: 'start' } as const;
  const bottom = { ...legendBelow(starts), symbolType: 'stroke', symbolStrokeWidth: 3 } as const;
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
    data: { values: [...values] },
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
