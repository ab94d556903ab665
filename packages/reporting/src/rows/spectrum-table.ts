import type { Series } from '../series/series.js';
import type { DataTable } from '../tables/data-table.js';
import type { Spectrum } from './spectra.js';

/** Singular values by their rank, for every preparation. */
export function spectrumTable(spectra: readonly Spectrum[], series: readonly Series[]): DataTable {
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
