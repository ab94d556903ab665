import { plainText } from '@dof/core';
import type { Cell, DataTable } from '../data-tables/data-table.js';

/** The cells of a column: numbers with NaN for null, or places in a list of distinct cells. */
export type PackedColumn =
  { readonly numbers: Float64Array } | { readonly distinct: readonly Cell[]; readonly places: Uint32Array };

/** A table by columns, small enough and of the kind to be sent to another thread. */
export interface PackedTable extends Omit<DataTable, 'rows'> {
  readonly length: number;
  readonly cells: readonly PackedColumn[];
}

/** Reads the table once. Its numbers are finite, as those of every table are. */
export function packTable({ rows, ...table }: DataTable): PackedTable {
  const packers = table.columns.map(({ type }) => (type === 'integer' || type === 'number' ? numbers() : words()));
  if (rows.readCells) {
    const names = table.columns.map(({ name }) => name);
    rows.readCells(
      names,
      packers.map(({ add }) => add),
    );
  } else {
    for (const row of rows) {
      for (let i = 0; i < packers.length; i++) packers[i].add(row[table.columns[i].name]);
    }
  }
  return { ...table, length: packers.at(0)?.length() ?? 0, cells: packers.map((packer) => packer.finish()) };
}

interface Packer {
  readonly add: (cell: Cell) => void;
  readonly length: () => number;
  readonly finish: () => PackedColumn;
}

function numbers(): Packer {
  let all = new Float64Array(64);
  let length = 0;
  return {
    add(cell) {
      if (length === all.length) {
        const longer = new Float64Array(2 * length);
        longer.set(all);
        all = longer;
      }
      all[length++] = cell === null ? NaN : (cell as number);
    },
    length: () => length,
    finish: () => ({ numbers: all.slice(0, length) }),
  };
}

function words(): Packer {
  const places: number[] = [];
  const placeOf = new Map<Cell, number>();
  // Rows of one run follow each other, so most cells are like the one before.
  let last: Cell = null;
  let lastPlace = 0;
  return {
    add(cell) {
      if (cell !== last || places.length === 0) {
        last = cell;
        lastPlace = placeOf.get(cell) ?? placeOf.size;
        if (lastPlace === placeOf.size) placeOf.set(cell, lastPlace);
      }
      places.push(lastPlace);
    },
    length: () => places.length,
    finish: () => ({
      distinct: [...placeOf.keys()].map((cell) => (typeof cell === 'string' ? plainText(cell) : cell)),
      places: Uint32Array.from(places),
    }),
  };
}
