import type { TopLevelSpec } from 'vega-lite';
import type { Row } from '../../data-tables/data-table.js';
import { markup, type Html } from '../../page/html.js';
import type { Series } from '../../summary/series.js';
import { figureNames } from '../figure-names.js';
import type { FigureModule } from '../figure.js';
import { FIGURE_THEME, VEGA_LITE_SCHEMA } from '../style/figure-theme.js';
import { ZOOM } from '../style/shared-encodings.js';
import { historyTable, shownCurves } from './training-curves-data.js';

/** The figure whose data the page's reader changes, see `browser/training-curves.ts`; and the name of these data. */
const ON_PAGE = 'training-curves';
const DATA = 'curves';

/** Loss per epoch, a picture per series with curves. The page shows one and lets its reader choose series and d. */
export const trainingCurvesFigures: FigureModule = {
  section: { id: 'curves', title: 'Training curves' },
  make({ input: { results }, series }) {
    const table = historyTable(results, series);
    const curves = shownCurves(results, series);
    const shown = series.map((one, i) => ({ ...one, rows: curves[i] })).filter(({ rows }) => rows.length > 0);
    const ids = figureNames(
      'training-curves',
      shown.map(({ name }) => name),
    );
    const pictures = shown.map(({ name, rows }, i) => ({
      id: ids[i],
      title: `Training curves: ${name}`,
      caption: 'Lines: training loss, dashed: test loss, at the start and after every epoch; one line per run.',
      spec: trainingCurvesSpec(name, rows),
      table: { ...table, name: ids[i], rows },
    }));
    const onPage = pictures.slice(0, 1).map((first) => ({
      ...{ ...first, id: ON_PAGE, title: 'Training curves', table: { ...first.table, name: ON_PAGE } },
      wholeTable: { ...table, name: ON_PAGE, rows: curves.flat() },
    }));
    return { table, pictures, onPage: { pictures: onPage, controls: controls(shown) } };
  },
};

function controls(series: readonly Series[]): Html {
  return markup`<p class="chooser">
    <label ${series.length < 2 && 'hidden'}>
      Method and start
      <select id="curves-series">
        ${series.map(({ name, method, start }) => markup`<option data-method="${method}" data-start="${start}">${name}</option>`)}
      </select>
    </label>
    <label>
      d
      <select id="curves-d">
        <option value="">all</option>
      </select>
    </label>
  </p>`;
}

/** Every run of one series, a colour per d; the training loss as lines, the test loss dashed. */
function trainingCurvesSpec(label: string, rows: readonly Row[]): TopLevelSpec {
  const title = `Training curves: ${label}`;
  return {
    $schema: VEGA_LITE_SCHEMA,
    description: `${title}: loss at the start and after every epoch`,
    width: 640,
    height: 340,
    title: { text: title, subtitle: 'Lines: training loss. Dashed: test loss. One line per run' },
    config: FIGURE_THEME,
    data: { name: DATA, values: [...rows] },
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
