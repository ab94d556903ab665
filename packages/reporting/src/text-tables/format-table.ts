import { plainText } from '@dof/core';
import { markdownTable } from 'markdown-table';
import type { DataTable } from '../data-tables/data-table.js';
import { readableCell } from './readable-values.js';

/** Plain columns for a terminal, or a Markdown table. */
export type TableFormat = 'text' | 'markdown';

/** Rows of cells under a header. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns aligned to the left; the others, holding numbers, to the right. */
  readonly leftAligned?: readonly number[];
}

/** Lays a table out; every line ends in a newline. */
export function formatTable(table: Table, format: TableFormat): string {
  return format === 'markdown' ? markdownLines(table) : textLines(table);
}

/** The table in Markdown under its caption; numbers with four digits, enough to read. */
export function markdownSection({ caption, columns, rows }: DataTable): string {
  const leftAligned = columns.flatMap(({ type }, i) => (type === 'text' ? [i] : []));
  const cells = Array.from(rows, (row) => columns.map(({ name }) => readableCell(row[name])));
  return `## ${caption}\n\n${formatTable({ header: columns.map(({ title }) => title), rows: cells, leftAligned }, 'markdown')}`;
}

function textLines({ header, rows, leftAligned = [] }: Table): string {
  const lines = [header, ...rows].map((row) => row.map(plainText));
  const widths = header.map((_, column) => Math.max(...lines.map((row) => row[column].length)));
  const pad = (cell: string, i: number) =>
    leftAligned.includes(i) ? cell.padEnd(widths[i]) : cell.padStart(widths[i]);
  return lines.map((row) => `${`  ${row.map(pad).join('  ')}`.trimEnd()}\n`).join('');
}

function markdownLines({ header, rows, leftAligned = [] }: Table): string {
  const [first, ...rest] = [header, ...rows].map((row) => row.map((cell) => escapeCell(plainText(cell))));
  const isLeft = (i: number) => leftAligned.includes(i);
  // Rules of three characters or more, which every reader of Markdown takes.
  const wide = first.map((cell, i) => (isLeft(i) ? cell.padEnd(3) : cell.padStart(3)));
  return `${markdownTable([wide, ...rest], { align: header.map((_, i) => (isLeft(i) ? '' : 'r')) })}\n`;
}

function escapeCell(cell: string): string {
  return cell
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll(/<(?=[A-Za-z/!?])/g, '&lt;');
}
