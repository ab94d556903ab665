import { csvField } from '@dof/core';
import type { Column } from '../data-tables/data-table.js';
import type { PackedColumn, PackedTable } from './packed-table.js';

/** The first line of a CSV file (RFC 4180, lines end in \n). */
export function csvHeader(columns: readonly Column[]): string {
  return `${columns.map(({ name }) => csvField(name)).join(',')}\n`;
}

/** Returns what writes the rows from one up to, but not with, another, a line each; a null is an empty field. */
export function csvFormatter({ cells }: PackedTable): (from: number, to: number) => string {
  const fields = cells.map(fieldFormatter);
  return (from, to) => {
    let lines = '';
    for (let row = from; row < to; row++) {
      for (let i = 0; i < fields.length; i++) lines += i === 0 ? fields[i](row) : `,${fields[i](row)}`;
      lines += '\n';
    }
    return lines;
  };
}

function fieldFormatter(column: PackedColumn): (row: number) => string {
  if ('distinct' in column) {
    const { distinct, places } = column;
    const known: string[] = [];
    return (row) => (known[places[row]] ??= csvField(distinct[places[row]]));
  }
  const { numbers } = column;
  // Many rows of one run follow each other: their numbers are formatted once.
  let last = NaN;
  let field = '';
  return (row) => {
    const value = numbers[row];
    if (value !== last) {
      last = value;
      field = csvField(Number.isNaN(value) ? null : value);
    }
    return field;
  };
}
