import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Column, Row } from './data-table.js';
import { packTable, unpackTable } from './packed-table.js';

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

describe('packTable', () => {
  it('gives every cell back, after a way to another thread', () =>
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const table = { name: 'table', caption: 'a table', columns, rows };
        const back = unpackTable(structuredClone(packTable(table)));
        expect({ ...back, rows: [...back.rows] }).toEqual(table);
      }),
    ));
});
