// Puts the curves of the chosen method, start and d into their figure.
import type { View } from 'vega';
import type { PageCell, PageData } from './page-data.js';

const FIGURE = 'training-curves';
const { tables } = JSON.parse(document.querySelector('#report-data')?.textContent ?? '{}') as PageData;
const { columns, rows } = tables[FIGURE] ?? { columns: [], rows: [] };
const series = document.querySelector<HTMLSelectElement>('#curves-series');
const chooserOfD = document.querySelector<HTMLSelectElement>('#curves-d');
let view: View | undefined;

function cell(row: readonly PageCell[], name: string): PageCell {
  return row[columns.indexOf(name)];
}

function chosenRows(): (readonly PageCell[])[] {
  const { method, start } = series?.selectedOptions[0]?.dataset ?? {};
  return rows.filter((row) => cell(row, 'method') === method && cell(row, 'start') === start);
}

/** The d that the chosen series has curves of. */
function offerDegreesOfFreedom(): void {
  if (chooserOfD === null) return;
  const known = [...new Set(chosenRows().map((row) => Number(cell(row, 'd'))))].sort((a, b) => a - b);
  const chosen = chooserOfD.value;
  const options = known.map((d) => new Option(d.toLocaleString('en-US'), String(d)));
  chooserOfD.replaceChildren(new Option('all', ''), ...options);
  if (known.map(String).includes(chosen)) chooserOfD.value = chosen;
}

function draw(): void {
  const d = chooserOfD?.value ?? '';
  const shown = chosenRows().filter((row) => d === '' || String(cell(row, 'd')) === d);
  const values = shown.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
  void view?.data('curves', values).runAsync();
}

document.addEventListener('dof:figure', (event) => {
  const { detail } = event as CustomEvent<{ id: string; view: View }>;
  // Where no run has a curve the figure is a sentence, which takes no data.
  if (detail.id !== FIGURE || rows.length === 0) return;
  view = detail.view;
  draw();
});
series?.addEventListener('change', () => {
  offerDegreesOfFreedom();
  draw();
});
chooserOfD?.addEventListener('change', draw);
offerDegreesOfFreedom();
