import type { TopLevelSpec } from 'vega-lite';
import type { DataTable, Row } from '../data-tables/data-table.js';
import type { Spectrum } from '../document/spectra.js';
import type { Series } from '../summary/series.js';
import type { FigureModule } from './figure.js';
import { FIGURE_THEME, VEGA_LITE_SCHEMA } from './style/figure-theme.js';
import { HIDDEN_METHODS, methodColour, VISIBLE, ZOOM } from './style/shared-encodings.js';

const TITLE = 'Spectra of the preparations';

/** Singular values by their rank, for every preparation; none where no method prepared a spectrum. */
export const spectraFigure: FigureModule = {
  section: { id: 'spectra', title: 'Singular spectra' },
  make({ document: { spectra }, series }) {
    const table = spectraTable(spectra, series);
    const values = [...table.rows];
    if (!values.some((row) => Number(row['value']) > 0)) return { table, pictures: [] };
    const picture = {
      id: 'singular-spectra',
      title: 'Singular spectra',
      caption: 'What the methods found when they prepared their directions, one line per start and seed.',
      spec: spectraSpec(values, series),
      table,
    };
    return { table, pictures: [picture] };
  },
};

function spectraTable(spectra: readonly Spectrum[], series: readonly Series[]): DataTable {
  const byLabel = new Map(series.map((one) => [one.label, one]));
  return {
    name: 'spectra',
    caption: 'Spectra found by the preparations',
    columns: [
      { name: 'method', title: 'method', type: 'text' },
      { name: 'start', title: 'start', type: 'text' },
      { name: 'seed', title: 'seed', type: 'integer' },
      { name: 'kind', title: 'kind', type: 'text' },
      { name: 'index', title: 'index', type: 'integer' },
      { name: 'value', title: 'value', type: 'number' },
    ],
    rows: spectra.flatMap(({ label, seed, kind, values }) => {
      const { method = label, start = '' } = byLabel.get(label) ?? {};
      return values.map((value, i) => ({ method, start, seed, kind, index: i + 1, value }));
    }),
  };
}

/** One line per method, start and seed. */
function spectraSpec(values: readonly Row[], series: readonly Series[]): TopLevelSpec {
  const starts = [...new Set(values.map((row) => row['start']))];
  const prepared = new Set(values.map((row) => row['method']));
  const kinds = [...new Set(values.map((row) => String(row['kind'])))];
  return {
    $schema: VEGA_LITE_SCHEMA,
    description: `${TITLE}: falling values by index`,
    width: 640,
    height: 320,
    title: { text: TITLE, subtitle: 'Falling values by index; one line per start and seed' },
    config: FIGURE_THEME,
    params: [HIDDEN_METHODS, ZOOM],
    data: { values: [...values] },
    transform: [VISIBLE, { filter: 'datum.value > 0' }],
    mark: { type: 'line', strokeWidth: 1.6, strokeOpacity: 0.75, clip: true },
    encoding: {
      x: {
        field: 'index',
        type: 'quantitative',
        scale: { type: 'log', nice: false },
        axis: { title: 'index', format: ',d', labelOverlap: 'greedy', grid: true },
      },
      y: {
        field: 'value',
        type: 'quantitative',
        scale: { type: 'log', nice: false },
        axis: { title: kinds.join(', '), format: '.0e', labelOverlap: 'greedy', grid: true },
      },
      color: methodColour(series.filter(({ method }) => prepared.has(method))),
      ...(starts.length > 1 && {
        strokeDash: {
          field: 'start',
          type: 'nominal' as const,
          legend: { orient: 'bottom' as const, columns: 3, symbolType: 'stroke' },
        },
      }),
      detail: { field: 'seed', type: 'nominal' },
      tooltip: [
        { field: 'method', type: 'nominal' },
        { field: 'start', type: 'nominal' },
        { field: 'seed', type: 'nominal' },
        { field: 'index', type: 'quantitative', format: ',d' },
        { field: 'value', type: 'quantitative', format: '.3~g' },
      ],
    },
  };
}
