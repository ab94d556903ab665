import type { Cell } from './data-table.js';

/** One field of a CSV file; quoted where it holds a comma, a quote or a line break. */
export function csvFormatValue(value: Cell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
