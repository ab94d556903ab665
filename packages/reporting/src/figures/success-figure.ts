import type { TopLevelSpec } from 'vega-lite';
import type { Series } from '../series/series.js';
import type { DataTable } from '../tables/data-table.js';
import { emptyFigure } from './empty-figure.js';
import { FIGURE_THEME } from './figure-theme.js';
import {
  allDegreesOfFreedom,
  degreesOfFreedomAxis,
  HIDDEN_METHODS,
  methodColour,
  VISIBLE,
  ZOOM,
} from './shared-encodings.js';
import { VEGA_LITE_SCHEMA } from './vega-lite-schema.js';

const TITLE = 'Success probability against degrees of freedom';

export interface SuccessFigureOptions {
  /** The loss level shown at first. */
  readonly level: number;
  /** The start shown at first. */
  readonly start: string;
  readonly delta: number;
}

/** P_s over d with its intervals for every method, at one loss level and from one start. @param success of `successTable`. */
export function successFigure(
  success: DataTable,
  series: readonly Series[],
  { level, start, delta }: SuccessFigureOptions,
): TopLevelSpec {
  const values = [...success.rows];
  if (values.length === 0) return emptyFigure(TITLE, 'No runs, or no loss level');
  const x = {
    field: 'd',
    type: 'quantitative',
    scale: { type: 'log', base: 2, nice: false, padding: 12 },
    axis: degreesOfFreedomAxis(allDegreesOfFreedom(series)),
  } as const;
  const y = { field: 'probability', type: 'quantitative' as const, scale: { domain: [0, 1] } };
  const color = methodColour(series);
  return {
    $schema: VEGA_LITE_SCHEMA,
    description: `${TITLE} at training loss ${level} for every method`,
    width: 640,
    height: 300,
    title: {
      text: TITLE,
      subtitle: [`Training loss at most ${level}, start: ${start}`, 'Bars: interval of each share. Dashed: 1 - delta'],
    },
    config: FIGURE_THEME,
    params: [{ name: 'level', value: level }, { name: 'start', value: start }, HIDDEN_METHODS],
    data: { values },
    transform: [VISIBLE, { filter: 'datum.level === level && datum.start === start' }],
    layer: [
      {
        data: { values: [{ needed: 1 - delta }] },
        mark: { type: 'rule', strokeDash: [4, 4] },
        encoding: { y: { field: 'needed', type: 'quantitative' } },
      },
      {
        mark: { type: 'rule', strokeOpacity: 0.5, strokeWidth: 1.5 },
        encoding: { x, y: { ...y, field: 'lower', title: 'success probability' }, y2: { field: 'upper' }, color },
      },
      { params: [ZOOM], mark: { type: 'line', strokeWidth: 2, clip: true }, encoding: { x, y, color } },
      {
        mark: { type: 'point', filled: true, size: 60, opacity: 1, clip: true },
        encoding: {
          x,
          y,
          color,
          tooltip: [
            { field: 'method', type: 'nominal' },
            { field: 'd', type: 'quantitative', format: ',d' },
            { field: 'probability', type: 'quantitative', title: 'success probability', format: '.3~g' },
            { field: 'lower', type: 'quantitative', title: 'lower end', format: '.3~g' },
            { field: 'upper', type: 'quantitative', title: 'upper end', format: '.3~g' },
            { field: 'successes', type: 'quantitative' },
            { field: 'runs', type: 'quantitative' },
          ],
        },
      },
    ],
  };
}
