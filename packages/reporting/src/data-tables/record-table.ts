import type { Cell, Column, DataTable, Row } from './data-table.js';

/** A column, and its cell in the row of an item and one of its parts. */
export interface RecordColumn<Item, Part> extends Column {
  readonly of: (item: Item, part: Part) => Cell;
}

export interface RecordTableOptions<Item, Part> extends Pick<DataTable, 'name' | 'caption'> {
  readonly columns: readonly RecordColumn<Item, Part>[];
  readonly records: readonly Item[];
  /** A row each. */
  readonly partsOf: (item: Item) => readonly Part[];
}

/** A table read off records: a million rows need not be made to be written. */
export function recordTable<Item, Part>({
  columns,
  records,
  partsOf,
  ...named
}: RecordTableOptions<Item, Part>): DataTable {
  return {
    ...named,
    columns: columns.map(({ name, title, type }) => ({ name, title, type })),
    rows: {
      *[Symbol.iterator]() {
        for (const item of records) {
          for (const part of partsOf(item)) {
            yield Object.fromEntries(columns.map(({ name, of }) => [name, of(item, part)])) satisfies Row;
          }
        }
      },
      readCells(names, take) {
        const cellOf = names.map((name) => columns.find((column) => column.name === name)?.of ?? (() => null));
        for (const item of records) {
          for (const part of partsOf(item)) {
            for (let i = 0; i < cellOf.length; i++) take[i](cellOf[i](item, part));
          }
        }
      },
    },
  };
}
