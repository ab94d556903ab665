import { plainText } from '@dof/core';
import type { Cell, DataTable } from './data-table.js';
import { formatTable } from './format-table.js';

/** The table in Markdown under its caption; numbers with four digits, enough to read. */
export function markdownTable({ caption, columns, rows }: DataTable): string {
  const leftAligned = columns.flatMap(({ type }, i) => (type === 'text' ? [i] : []));
  const cells = Array.from(rows, (row) => columns.map(({ name }) => readableCell(row[name])));
  return `## ${caption}\n\n${formatTable({ header: columns.map(({ title }) => title), rows: cells, leftAligned }, 'markdown')}`;
}

/** A value for people: whole numbers with separators, others with four digits, a dash for a missing one. */
export function readableCell(value: Cell): string {
  if (value === null) return '-';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return plainText(value.replace(/\s+/g, ' '));
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  return String(Number(value.toPrecision(4)));
}
