import { csvFormatValue } from './csv-value.js';
import type { Cell, Column, Row } from './data-table.js';

/** The first line of a CSV file (RFC 4180, lines end in \n). */
export function csvHeader(columns: readonly Column[]): string {
  return `${columns.map(({ name }) => csvFormatValue(name)).join(',')}\n`;
}

/** A line per row; a missing value is an empty field. */
export function csvLines(columns: readonly Column[], rows: readonly Row[]): string {
  const names = columns.map(({ name }) => name);
  // Many rows of one run follow each other: their names and numbers are formatted once.
  const last = names.map((): { value: Cell; field: string } => ({ value: null, field: '' }));
  let lines = '';
  for (const row of rows) {
    for (let i = 0; i < names.length; i++) {
      const value = row[names[i]];
      if (value !== last[i].value) last[i] = { value, field: csvFormatValue(value) };
      lines += i === 0 ? last[i].field : `,${last[i].field}`;
    }
    lines += '\n';
  }
  return lines;
}
