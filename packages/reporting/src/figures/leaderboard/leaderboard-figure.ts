import type { TopLevelSpec } from 'vega-lite';
import type { Row } from '../../data-tables/data-table.js';
import type { Series } from '../../summary/series.js';
import { shownFirst, type FigureModule, type ShownFirst } from '../figure.js';
import { FIGURE_THEME, VEGA_LITE_SCHEMA } from '../style/figure-theme.js';
import { HIDDEN_METHODS, methodColour, VISIBLE, type FigureLayer } from '../style/shared-encodings.js';
import { leaderboardTable } from './leaderboard-table.js';

const TITLE = 'd* of every method over d* of the null model';

/** Every method beside the null model, at one loss level and from one start; none without a method beside the null. */
export const leaderboardFigure: FigureModule = {
  section: { id: 'against-null', title: 'Methods against the null model' },
  make(facts) {
    if (facts.leaderboard.every(({ comparison }) => comparison === undefined)) return { pictures: [] };
    const table = leaderboardTable(facts.leaderboard);
    const values = [...table.rows];
    if (!values.some(isBounded)) return { table, pictures: [] };
    const picture = {
      id: 'leaderboard',
      title: 'Every method against the null model',
      caption:
        'Left of 1: the method needs fewer degrees of freedom than the null model for the same training loss. ' +
        'The interval is a bootstrap over paired seeds, no finer than the measured d. A triangle is the end of an interval ' +
        'that is open on the side it points to: one of the two d* lies outside the measured d.',
      spec: leaderboardSpec(values, facts.series, shownFirst(facts)),
      table,
    };
    return { table, pictures: [picture] };
  },
};

/** Whether anything is known of a method's ratio. */
function isBounded({ isNull, ratio, ratioLower, ratioUpper }: Row): boolean {
  return isNull === false && (ratio !== null || ratioLower !== null || ratioUpper !== null);
}

/** The ratio of d* to the null's d*, with its interval. */
function leaderboardSpec(
  values: readonly Row[],
  series: readonly Series[],
  { level, start }: ShownFirst,
): TopLevelSpec {
  const x = {
    field: 'ratio',
    type: 'quantitative',
    scale: { type: 'log', base: 2, nice: false, padding: 24 },
    axis: { title: 'd* of the method / d* of the null model', format: '.3~g', grid: true },
  } as const;
  const y = { field: 'method', type: 'nominal', axis: { title: null, labelLimit: 220 }, sort: null } as const;
  const color = { ...methodColour(series), legend: null };
  const tooltip = [
    { field: 'method', type: 'nominal' },
    { field: 'dStar', type: 'quantitative', title: 'd*', format: ',.0f' },
    { field: 'interval', type: 'nominal', title: 'interval of d*' },
    { field: 'ratio', type: 'quantitative', format: '.3~g' },
    { field: 'ratioLower', type: 'quantitative', title: 'lower end', format: '.3~g' },
    { field: 'ratioUpper', type: 'quantitative', title: 'upper end', format: '.3~g' },
    { field: 'verdict', type: 'nominal' },
  ] as const;
  /** One end of an interval without the other, where there is no ratio to show. */
  const openEnd = (end: string, other: string, shape: string): FigureLayer => ({
    transform: [{ filter: `!isValid(datum.ratio) && isValid(datum.${end}) && !isValid(datum.${other})` }],
    mark: { type: 'point', shape, filled: true, size: 110, opacity: 1 },
    encoding: { x: { ...x, field: end }, y, color, tooltip: [...tooltip] },
  });
  return {
    $schema: VEGA_LITE_SCHEMA,
    description: `${TITLE}, at training loss ${level}`,
    width: 640,
    height: 34 * new Set(values.map((row) => row['method'])).size,
    title: {
      text: TITLE,
      subtitle: [
        `Training loss at most ${level}, start: ${start}`,
        'Bars: interval of the ratio. Triangles: its end, where it is open',
      ],
    },
    config: FIGURE_THEME,
    params: [{ name: 'level', value: level }, { name: 'start', value: start }, HIDDEN_METHODS],
    data: { values: [...values] },
    transform: [VISIBLE, { filter: 'datum.level === level && datum.start === start' }],
    layer: [
      {
        data: { values: [{ one: 1 }] },
        mark: { type: 'rule', strokeDash: [4, 4] },
        encoding: { x: { field: 'one', type: 'quantitative' } },
      },
      {
        transform: [{ filter: 'isValid(datum.ratioLower) && isValid(datum.ratioUpper)' }],
        mark: { type: 'rule', strokeWidth: 3, strokeOpacity: 0.6, clip: true },
        encoding: { x: { ...x, field: 'ratioLower' }, x2: { field: 'ratioUpper' }, y, color },
      },
      openEnd('ratioUpper', 'ratioLower', 'triangle-left'),
      openEnd('ratioLower', 'ratioUpper', 'triangle-right'),
      {
        transform: [{ filter: 'isValid(datum.ratio)' }],
        mark: { type: 'point', filled: true, size: 110, opacity: 1 },
        encoding: { x, y, color, tooltip: [...tooltip] },
      },
    ],
  };
}
