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

export interface PerformanceFigureOptions {
  readonly measure: 'testAccuracy' | 'trainLoss';
  /** What it is drawn against: d, or D / d. */
  readonly against: 'd' | 'compression';
  /** The start shown at first. */
  readonly start: string;
}

const MEASURE_TITLES = { testAccuracy: 'best test accuracy', trainLoss: 'best training loss' } as const;
const AGAINST_TITLES = { d: 'degrees of freedom', compression: 'compression D / d' } as const;

/** What the performance figure says above itself. */
export function performanceTitle({ measure, against }: Omit<PerformanceFigureOptions, 'start'>): string {
  const title = MEASURE_TITLES[measure];
  return `${title[0].toUpperCase()}${title.slice(1)} against ${AGAINST_TITLES[against]}`;
}

/**
 * The best accuracy or loss over d or D / d: the null model as a band that holds the middle 80 % of its runs, every
 * other method as its median with a bar for the same share. @param performance of `performanceTable`.
 */
export function performanceFigure(
  performance: DataTable,
  series: readonly Series[],
  { measure, against, start }: PerformanceFigureOptions,
): TopLevelSpec {
  const title = performanceTitle({ measure, against });
  const values = [...performance.rows];
  if (values.length === 0) return emptyFigure(title, 'No run had a finite loss');
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
    data: { values },
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
