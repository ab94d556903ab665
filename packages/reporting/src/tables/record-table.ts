import type { Cell, Column, DataTable, Row } from './data-table.js';

/** A column, and its cell in the row of a record and one of its parts. */
export interface RecordColumn<Record, Part> extends Column {
  readonly of: (record: Record, part: Part) => Cell;
}

export interface RecordTableOptions<Record, Part> extends Pick<DataTable, 'name' | 'caption'> {
  readonly columns: readonly RecordColumn<Record, Part>[];
  readonly records: readonly Record[];
  /** A row each. */
  readonly partsOf: (record: Record) => readonly Part[];
}

/** A table read off records: a million rows need not be made to be written. */
export function recordTable<Record, Part>({
  columns,
  records,
  partsOf,
  ...named
}: RecordTableOptions<Record, Part>): DataTable {
  return {
    ...named,
    columns: columns.map(({ name, title, type }) => ({ name, title, type })),
    rows: {
      *[Symbol.iterator]() {
        for (const record of records) {
          for (const part of partsOf(record)) {
            yield Object.fromEntries(columns.map(({ name, of }) => [name, of(record, part)])) satisfies Row;
          }
        }
      },
    },
    readCells(take) {
      for (const record of records) {
        for (const part of partsOf(record)) {
          for (let i = 0; i < columns.length; i++) take[i](columns[i].of(record, part));
        }
      }
    },
  };
}
