import { csvFormatValue } from './csv-value.js';
import type { DataTable } from './data-table.js';

const ROWS_PER_CHUNK = 2000;

/** The table as CSV (RFC 4180, lines end in \n), in pieces; a missing value is an empty field. */
export function* formatCsv({ columns, rows }: DataTable): Generator<string> {
  let lines = [columns.map(({ name }) => csvFormatValue(name)).join(',')];
  for (const row of rows) {
    lines.push(columns.map(({ name }) => csvFormatValue(row[name])).join(','));
    if (lines.length < ROWS_PER_CHUNK) continue;
    yield `${lines.join('\n')}\n`;
    lines = [];
  }
  if (lines.length > 0) yield `${lines.join('\n')}\n`;
}
