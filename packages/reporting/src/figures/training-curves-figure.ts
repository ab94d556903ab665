import type { TopLevelSpec } from 'vega-lite';
import type { Row } from '../tables/data-table.js';
import { emptyFigure } from './empty-figure.js';
import { FIGURE_THEME } from './figure-theme.js';
import { ZOOM } from './shared-encodings.js';
import { VEGA_LITE_SCHEMA } from './vega-lite-schema.js';

/** The name of the figure's data, by which the page replaces them. */
export const TRAINING_CURVES_DATA = 'curves';

/**
 * Loss per epoch of every run of one series, a colour per d; the training loss as lines, the test loss dashed.
 *
 * @param rows of `historyTable`, those of one series.
 */
export function trainingCurvesFigure(label: string, rows: readonly Row[]): TopLevelSpec {
  const title = `Training curves: ${label}`;
  if (rows.length === 0) return emptyFigure(title, 'No run had a finite loss');
  return {
    $schema: VEGA_LITE_SCHEMA,
    description: `${title}: loss at the start and after every epoch`,
    width: 640,
    height: 340,
    title: { text: title, subtitle: 'Lines: training loss. Dashed: test loss. One line per run' },
    config: FIGURE_THEME,
    data: { name: TRAINING_CURVES_DATA, values: [...rows] },
    transform: [
      { fold: ['trainLoss', 'testLoss'], as: ['measure', 'loss'] },
      { filter: 'isValid(datum.loss) && datum.loss > 0' },
      { calculate: "datum.measure === 'trainLoss' ? 'training loss' : 'test loss'", as: 'which' },
    ],
    encoding: {
      x: {
        field: 'epoch',
        type: 'quantitative',
        axis: { title: 'epoch', tickMinStep: 1, format: 'd' },
        scale: { nice: false },
      },
      y: {
        field: 'loss',
        type: 'quantitative',
        scale: { type: 'log', nice: false },
        axis: { title: 'loss', format: '~g', grid: true },
      },
      color: {
        field: 'd',
        type: 'ordinal',
        scale: { scheme: 'viridis' },
        legend: { title: 'd', format: ',d', orient: 'right' },
      },
      tooltip: [
        { field: 'd', type: 'quantitative', format: ',d' },
        { field: 'seed', type: 'nominal' },
        { field: 'epoch', type: 'quantitative' },
        { field: 'trainLoss', type: 'quantitative', title: 'training loss', format: '.3~g' },
        { field: 'testLoss', type: 'quantitative', title: 'test loss', format: '.3~g' },
        { field: 'testAccuracy', type: 'quantitative', title: 'test accuracy', format: '.3~g' },
      ],
    },
    layer: [
      {
        params: [ZOOM],
        mark: { type: 'line', strokeWidth: 1.6, strokeOpacity: 0.8, clip: true },
        encoding: {
          detail: { field: 'hash', type: 'nominal' },
          strokeDash: {
            field: 'which',
            type: 'nominal',
            scale: {
              domain: ['training loss', 'test loss'],
              range: [
                [1, 0],
                [4, 3],
              ],
            },
            legend: { title: null, orient: 'bottom', symbolType: 'stroke', symbolSize: 400, symbolStrokeWidth: 1.6 },
          },
        },
      },
      { mark: { type: 'point', filled: true, size: 18, opacity: 1, aria: false, clip: true } },
    ],
  };
}
