import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { plainText } from '@dof/core';
import fc from 'fast-check';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { read as readData } from 'vega';
import type { DataTable, Row } from '../data-tables/data-table.js';
import { packTable } from './packed-table.js';
import { writeTable } from './write-tables.js';

const text = fc.string({ unit: fc.constantFrom(...'a,"\n\r |é') });
const row: fc.Arbitrary<Row> = fc.record({
  name: fc.option(text),
  count: fc.option(fc.maxSafeInteger()),
  share: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
  known: fc.option(fc.boolean()),
});
const table = (rows: Iterable<Row>): DataTable => ({
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

describe('writeTable', () => {
  let folder: string;
  let tables = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dof-tables-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function written(rows: Iterable<Row>): Promise<{ csv: string; parquet: string }> {
    tables += 1;
    const paths = { csv: join(folder, `${tables}.csv`), parquet: join(folder, `${tables}.parquet`) };
    await writeTable(packTable(table(rows)), paths);
    return paths;
  }

  it('gives back from CSV what was put in, as another reader of it sees it', () =>
    fc.assert(
      fc.asyncProperty(fc.array(row), async (rows) => {
        const read: object[] = readData(await readFile((await written(rows)).csv, 'utf8'), { type: 'csv' });
        expect(read.map((one) => ({ ...one }))).toEqual(
          rows.map((one) =>
            Object.fromEntries(
              Object.entries(one).map(([key, value]) => [key, value === null ? '' : plainText(String(value))]),
            ),
          ),
        );
      }),
    ));

  it('gives back from Parquet what was put in, no rows too', () =>
    fc.assert(
      fc.asyncProperty(fc.array(row), async (rows) => {
        const file = await asyncBufferFromFile((await written(rows)).parquet);
        expect(await parquetReadObjects({ file })).toEqual(
          rows.map((one) => ({
            ...one,
            name: typeof one['name'] === 'string' ? plainText(one['name']) : null,
            count: typeof one['count'] === 'number' ? BigInt(one['count']) : null,
          })),
        );
      }),
      { numRuns: 30, examples: [[[]]] },
    ));

  it('reads rows once, also those of more than one group', async () => {
    let read = 0;
    const many: Iterable<Row> = {
      *[Symbol.iterator]() {
        for (; read < 45_000; read++) yield { name: `n${read >> 2}`, count: read, share: null, known: true };
      },
    };
    const { csv, parquet } = await written(many);
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(parquet) });
    expect(rows.map(({ count }) => Number(count))).toEqual(Array.from({ length: 45_000 }, (_, i) => i));
    expect((await readFile(csv, 'utf8')).split('\n').slice(-3)).toEqual([
      'n11249,44998,,true',
      'n11249,44999,,true',
      '',
    ]);
  });
});
