import type { Cell, DataTable, Row } from './data-table.js';

/** The cells of a column: numbers with NaN for null, or places in a list of distinct cells. */
type PackedColumn =
  { readonly numbers: Float64Array } | { readonly distinct: readonly Cell[]; readonly places: Uint32Array };

/** A table by columns, small enough and of the kind to be sent to another thread. */
export interface PackedTable extends Omit<DataTable, 'rows'> {
  readonly length: number;
  readonly cells: readonly PackedColumn[];
}

/** Reads the rows once. Their numbers are finite, as those of every table are. */
export function packTable({ rows, ...table }: DataTable): PackedTable {
  const packers = table.columns.map(({ type }) => (type === 'integer' || type === 'number' ? numbers() : words()));
  let length = 0;
  for (const row of rows) {
    length += 1;
    for (let i = 0; i < packers.length; i++) packers[i].add(row[table.columns[i].name]);
  }
  return { ...table, length, cells: packers.map((packer) => packer.finish()) };
}

/** The table that was packed; its rows are made while they are read. */
export function unpackTable({ length, cells, ...table }: PackedTable): DataTable {
  const cellAt = cells.map((column) =>
    'numbers' in column
      ? (row: number) => (Number.isNaN(column.numbers[row]) ? null : column.numbers[row])
      : (row: number) => column.distinct[column.places[row]],
  );
  return {
    ...table,
    rows: {
      *[Symbol.iterator]() {
        for (let i = 0; i < length; i++) {
          const row: Record<string, Cell> = {};
          for (let column = 0; column < cellAt.length; column++) row[table.columns[column].name] = cellAt[column](i);
          yield row satisfies Row;
        }
      },
    },
  };
}

interface Packer {
  add(cell: Cell): void;
  finish(): PackedColumn;
}

function numbers(): Packer {
  const all: number[] = [];
  return {
    add: (cell) => void all.push(cell === null ? NaN : (cell as number)),
    finish: () => ({ numbers: Float64Array.from(all) }),
  };
}

function words(): Packer {
  const places: number[] = [];
  const placeOf = new Map<Cell, number>();
  return {
    add(cell) {
      const place = placeOf.get(cell) ?? placeOf.size;
      if (place === placeOf.size) placeOf.set(cell, place);
      places.push(place);
    },
    finish: () => ({ distinct: [...placeOf.keys()], places: Uint32Array.from(places) }),
  };
}
