import { plainText } from '@dof/core';
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
export function formatTable({ header, rows, leftAligned = [] }: Table, format: TableFormat): string {
  const lines = [header, ...rows].map((row) =>
    format === 'markdown' ? row.map((cell) => escapeCell(plainText(cell))) : row.map(plainText),
  );
  // A Markdown rule has three characters or more.
  const least = format === 'markdown' ? 3 : 0;
  const widths = header.map((_, column) => Math.max(least, ...lines.map((row) => row[column].length)));
  const laidOut = lines.map((row) =>
    row.map((cell, i) => (leftAligned.includes(i) ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))),
  );
  if (format === 'text') return laidOut.map((row) => `${`  ${row.join('  ')}`.trimEnd()}\n`).join('');
  const rule = widths.map((width, i) => (leftAligned.includes(i) ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  const [first, ...rest] = laidOut;
  return [first, rule, ...rest].map((row) => `| ${row.join(' | ')} |\n`).join('');
}

/** The table in Markdown under its caption; numbers with four digits, enough to read. */
export function markdownSection({ caption, columns, rows }: DataTable): string {
  const leftAligned = columns.flatMap(({ type }, i) => (type === 'text' ? [i] : []));
  const cells = Array.from(rows, (row) => columns.map(({ name }) => readableCell(row[name])));
  return `## ${caption}\n\n${formatTable({ header: columns.map(({ title }) => title), rows: cells, leftAligned }, 'markdown')}`;
}

function escapeCell(cell: string): string {
  return cell
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll(/<(?=[A-Za-z/!?])/g, '&lt;');
}
