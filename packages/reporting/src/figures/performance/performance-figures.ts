import type { TopLevelSpec } from 'vega-lite';
import type { DataTable, Row } from '../../data-tables/data-table.js';
import type { Series } from '../../summary/series.js';
import { shownFirst, type FigureModule } from '../figure.js';
import { FIGURE_THEME, VEGA_LITE_SCHEMA } from '../style/figure-theme.js';
import {
  allDegreesOfFreedom,
  degreesOfFreedomAxis,
  HIDDEN_METHODS,
  methodColour,
  VISIBLE,
  ZOOM,
} from '../style/shared-encodings.js';
import { performanceTable } from './performance-table.js';

/** What one of the pictures shows. */
interface Axes {
  readonly measure: 'testAccuracy' | 'trainLoss';
  /** What it is drawn against: d, or D / d. */
  readonly against: 'd' | 'compression';
}

const PICTURES: readonly (Axes & { readonly id: string })[] = [
  { id: 'accuracy-against-d', measure: 'testAccuracy', against: 'd' },
  { id: 'accuracy-against-compression', measure: 'testAccuracy', against: 'compression' },
  { id: 'loss-against-d', measure: 'trainLoss', against: 'd' },
  { id: 'loss-against-compression', measure: 'trainLoss', against: 'compression' },
];

const MEASURE_TITLES = { testAccuracy: 'best test accuracy', trainLoss: 'best training loss' } as const;
const AGAINST_TITLES = { d: 'degrees of freedom', compression: 'compression D / d' } as const;

/** Accuracy and loss, each against d and D / d, from one start; none where no run has a finite loss. */
export const performanceFigures: FigureModule = {
  section: { id: 'performance', title: 'Accuracy and loss', chooser: 'Figure' },
  make(facts) {
    const table = performanceTable(facts.series);
    const values = [...table.rows];
    if (values.length === 0) return { pictures: [] };
    const { start } = shownFirst(facts);
    const pictures = PICTURES.map(({ id, ...axes }) => ({
      id,
      title: titleOf(axes),
      caption:
        'Lines are medians over the runs. The band is the middle 80 % of the null model, bars that of the others.',
      spec: performanceSpec(values, facts.series, { ...axes, start }),
      table: { ...table, columns: columnsOf(table, axes.measure) },
      wholeTable: table,
    }));
    return { table, pictures };
  },
};

/** Which runs, and the measure's own columns. */
function columnsOf({ columns }: DataTable, measure: Axes['measure']): DataTable['columns'] {
  const shared = ['method', 'start', 'd', 'compression', 'runs'];
  return columns.filter(({ name }) => shared.includes(name) || name.startsWith(measure));
}

/** `Best test accuracy against degrees of freedom`. */
function titleOf({ measure, against }: Axes): string {
  const title = MEASURE_TITLES[measure];
  return `${title[0].toUpperCase()}${title.slice(1)} against ${AGAINST_TITLES[against]}`;
}

/**
 * The best accuracy or loss over d or D / d: the null model as a band that holds the middle 80 % of its runs, every
 * other method as its median with a bar for the same share.
 */
function performanceSpec(
  values: readonly Row[],
  series: readonly Series[],
  { measure, against, start }: Axes & { readonly start: string },
): TopLevelSpec {
  const title = titleOf({ measure, against });
  const x = {
    field: against,
    type: 'quantitative',
    scale: { type: 'log', base: 2, nice: false, padding: 12 },
    axis:
      against === 'd'
        ? degreesOfFreedomAxis(allDegreesOfFreedom(series))
        : { title: 'compression D / d', format: ',.3~r', labelOverlap: 'greedy' as const },
  } as const;
  const scale = measure === 'trainLoss' && values.every((row) => Number(row['trainLossLower']) > 0) ? 'log' : 'linear';
  const y = {
    field: measure,
    type: 'quantitative',
    scale: { type: scale, nice: measure === 'testAccuracy', ...(scale === 'linear' && { zero: false }) },
    axis: { title: MEASURE_TITLES[measure], format: '~g', grid: true },
  } as const;
  const lower = { ...y, field: `${measure}Lower` };
  const upper = { field: `${measure}Upper` };
  const color = methodColour(series);
  return {
    $schema: VEGA_LITE_SCHEMA,
    description: `${title} for every method, the null model as a band`,
    width: 640,
    height: 340,
    title: {
      text: title,
      subtitle: [
        `Start: ${start}. Lines: median over the runs`,
        'Band and bars: middle 80 % of the runs; the null model as the band',
      ],
    },
    config: FIGURE_THEME,
    params: [{ name: 'start', value: start }, HIDDEN_METHODS],
    data: { values: [...values] },
    transform: [VISIBLE, { filter: 'datum.start === start' }],
    layer: [
      {
        transform: [{ filter: 'datum.isNull' }],
        mark: { type: 'area', fillOpacity: 0.28, clip: true },
        encoding: { x, y: lower, y2: upper, color },
      },
      {
        transform: [{ filter: '!datum.isNull' }],
        mark: { type: 'rule', strokeOpacity: 0.55, strokeWidth: 1.5, clip: true },
        encoding: { x, y: lower, y2: upper, color },
      },
      { params: [ZOOM], mark: { type: 'line', strokeWidth: 2, clip: true }, encoding: { x, y, color } },
      {
        mark: { type: 'point', filled: true, size: 55, opacity: 1, clip: true },
        encoding: {
          x,
          y,
          color,
          tooltip: [
            { field: 'method', type: 'nominal' },
            { field: 'd', type: 'quantitative', format: ',d' },
            { field: 'compression', type: 'quantitative', title: 'D / d', format: ',.3~r' },
            { field: measure, type: 'quantitative', title: MEASURE_TITLES[measure], format: '.3~g' },
            { field: `${measure}Lower`, type: 'quantitative', title: '10 % of runs below', format: '.3~g' },
            { field: `${measure}Upper`, type: 'quantitative', title: '10 % of runs above', format: '.3~g' },
            { field: 'runs', type: 'quantitative' },
          ],
        },
      },
    ],
  };
}
