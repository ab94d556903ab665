import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { read as readData } from 'vega';
import type { DataTable, Row } from './data-table.js';
import { formatCsv } from './format-csv.js';
import { markdownTable } from './markdown-table.js';
import { writeParquet } from './write-parquet.js';

const text = fc.string({ unit: fc.constantFrom(...'a,"\n\r |é') });
const row: fc.Arbitrary<Row> = fc.record({
  name: fc.option(text),
  count: fc.option(fc.maxSafeInteger()),
  share: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
  known: fc.option(fc.boolean()),
});
const table = (rows: readonly Row[]): DataTable => ({
  name: 'table',
  caption: 'A table',
  columns: [
    { name: 'name', title: 'Name', type: 'text' },
    { name: 'count', title: 'count', type: 'integer' },
    { name: 'share', title: 'share', type: 'number' },
    { name: 'known', title: 'known', type: 'boolean' },
  ],
  rows,
});

jest.setTimeout(60_000);

describe('formatCsv', () => {
  it('gives back what was put in, as another reader of CSV sees it', () =>
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const read: object[] = readData([...formatCsv(table(rows))].join(''), { type: 'csv' });
        expect(read.map((one) => ({ ...one }))).toEqual(
          rows.map((one) =>
            Object.fromEntries(Object.entries(one).map(([key, value]) => [key, value === null ? '' : String(value)])),
          ),
        );
      }),
    ));
});

describe('writeParquet', () => {
  it('gives back what was put in, no rows too', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dof-parquet-'));
    let file = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(row), async (rows) => {
        const path = join(folder, `${(file += 1)}.parquet`);
        await writeParquet(table(rows), path);
        const read = await parquetReadObjects({ file: await asyncBufferFromFile(path) });
        expect(read).toEqual(
          rows.map((one) => ({ ...one, count: typeof one['count'] === 'number' ? BigInt(one['count']) : null })),
        );
      }),
      { numRuns: 30, examples: [[[]]] },
    );
    await rm(folder, { recursive: true });
  });
});

describe('markdownTable', () => {
  it('keeps a row on a line whatever its text', () => {
    const rows = [{ name: 'a|b\nc', count: 20_490, share: 0.123456, known: true }];
    expect(markdownTable(table(rows)).split('\n').at(-2)).toBe('| a\\|b c | 20,490 | 0.1235 |   yes |');
  });
});
