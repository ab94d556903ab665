import type { TopLevelSpec } from 'vega-lite';
import type { DataTable, Row } from '../data-tables/data-table.js';
import type { Series } from '../summary/series.js';
import { shownFirst, type FigureModule, type ShownFirst } from './figure.js';
import { FIGURE_THEME, VEGA_LITE_SCHEMA } from './style/figure-theme.js';
import {
  allDegreesOfFreedom,
  degreesOfFreedomAxis,
  HIDDEN_METHODS,
  methodColour,
  VISIBLE,
  ZOOM,
} from './style/shared-encodings.js';

const TITLE = 'Success probability against degrees of freedom';

/** The success probability P_s over d for every method, at one loss level and from one start; none without levels. */
export const successFigure: FigureModule = {
  section: { id: 'success', title: 'Success probability' },
  make(facts) {
    const table = successTable(facts.series);
    const values = [...table.rows];
    if (values.length === 0) return { pictures: [] };
    const picture = {
      id: 'success-probability',
      title: 'Success probability against d',
      caption: 'The share of runs that reach the chosen loss level, with the interval of each share.',
      spec: successSpec(values, facts.series, shownFirst(facts)),
      table,
    };
    return { table, pictures: [picture] };
  },
};

/** P_s with its interval, for every series, loss level and d. */
function successTable(series: readonly Series[]): DataTable {
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

/** P_s over d with its intervals for every method, at one loss level and from one start. */
function successSpec(
  values: readonly Row[],
  series: readonly Series[],
  { level, start, delta }: ShownFirst,
): TopLevelSpec {
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
    data: { values: [...values] },
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
