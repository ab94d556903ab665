import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Column, Row } from '../data-tables/data-table.js';
import { packTable, type PackedTable } from './packed-table.js';
import { recordTable } from '../data-tables/record-table.js';

const columns: Column[] = [
  { name: 'name', title: 'name', type: 'text' },
  { name: 'count', title: 'count', type: 'integer' },
  { name: 'share', title: 'share', type: 'number' },
  { name: 'known', title: 'known', type: 'boolean' },
];
const row: fc.Arbitrary<Row> = fc.record({
  name: fc.option(fc.constantFrom('a', '', '__proto__', 'é')),
  count: fc.option(fc.maxSafeInteger()),
  share: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
  known: fc.option(fc.boolean()),
});

/** The rows that were packed. */
function unpack({ length, cells, columns }: PackedTable): Row[] {
  return Array.from({ length }, (_, row) =>
    Object.fromEntries(
      cells.map((column, i) => {
        if ('distinct' in column) return [columns[i].name, column.distinct[column.places[row]]];
        return [columns[i].name, Number.isNaN(column.numbers[row]) ? null : column.numbers[row]];
      }),
    ),
  );
}

describe('packTable', () => {
  it('gives every cell back, after a way to another thread', () =>
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const packed = structuredClone(packTable({ name: 'table', caption: 'a table', columns, rows }));
        expect(unpack(packed)).toEqual(rows);
      }),
    ));

  it('reads the cells of a table of records as its rows', () =>
    fc.assert(
      fc.property(fc.array(fc.record({ shared: row, parts: fc.array(row) })), (records) => {
        const { rows, ...table } = recordTable<(typeof records)[number], Row>({
          ...{ name: 'table', caption: 'a table', records },
          partsOf: ({ parts }) => parts,
          columns: columns.map((column, i) => ({
            ...column,
            of: ({ shared }, part) => (i % 2 === 0 ? shared : part)[column.name],
          })),
        });
        const expected: Row[] = records.flatMap(({ shared, parts }) =>
          parts.map(({ count, known }) => ({ ...shared, count, known })),
        );
        expect(unpack(packTable({ ...table, rows }))).toEqual(expected);
        // Fewer columns, and other rows, are what is packed then.
        const some = columns.slice(1, 3);
        expect(unpack(packTable({ ...table, rows, columns: some }))).toEqual(
          expected.map(({ count, share }) => ({ count, share })),
        );
        expect(unpack(packTable({ ...table, rows: [] }))).toEqual([]);
        expect([...rows]).toEqual(expected);
        expect(table.columns).toEqual(columns);
      }),
    ));
});
