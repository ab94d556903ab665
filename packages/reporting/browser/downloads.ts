// Saves a table of the page as CSV or JSON.
import type { PageCell, PageData, PageTable } from './page-data.js';

const data = JSON.parse(document.querySelector('#report-data')?.textContent ?? '{}') as PageData;

document.addEventListener('click', ({ target }) => {
  if (!(target instanceof HTMLButtonElement)) return;
  const { table = '', format } = target.dataset;
  const found = data.tables[table];
  if (found === undefined) return;
  const text = format === 'json' ? json(found) : csv(found);
  const type = format === 'json' ? 'application/json' : 'text/csv;charset=utf-8';
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${table}.${format === 'json' ? 'json' : 'csv'}`;
  link.click();
  // Later, since some browsers read the address after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
});

function csv({ columns, rows }: PageTable): string {
  return [columns, ...rows].map((row) => `${row.map(field).join(',')}\n`).join('');
}

/** As `csvField` of the files beside the page has it; scripts of the page can import nothing. */
function field(value: PageCell): string {
  const cell = value === null ? '' : String(value);
  const isFormula = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) && Number.isNaN(Number(value));
  const text = isFormula ? `'${cell}` : cell;
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function json({ columns, rows }: PageTable): string {
  const records = rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]])));
  return `${JSON.stringify(records, undefined, 2)}\n`;
}

export {};
