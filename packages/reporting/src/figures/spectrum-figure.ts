import type { TopLevelSpec } from 'vega-lite';
import type { Series } from '../series/series.js';
import type { DataTable } from '../tables/data-table.js';
import { emptyFigure } from './empty-figure.js';
import { FIGURE_THEME } from './figure-theme.js';
import { HIDDEN_METHODS, methodColour, VISIBLE, ZOOM } from './shared-encodings.js';
import { VEGA_LITE_SCHEMA } from './vega-lite-schema.js';

const TITLE = 'Spectra of the preparations';

/** Singular values by their rank, one line per method, start and seed. @param spectra of `spectrumTable`. */
export function spectrumFigure(spectra: DataTable, series: readonly Series[]): TopLevelSpec {
  const values = [...spectra.rows];
  if (!values.some((row) => Number(row['value']) > 0)) return emptyFigure(TITLE, 'No method prepared a spectrum');
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
    data: { values },
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
