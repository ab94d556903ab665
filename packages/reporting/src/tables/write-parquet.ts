import type { Cell, Column, DataTable, Row } from './data-table.js';

const ROWS_PER_GROUP = 20_000;

/** Parquet's types of our columns; every one may be null. Integers are 64 bits, since a seed may need 53. */
const TYPES = { text: 'STRING', integer: 'INT64', number: 'DOUBLE', boolean: 'BOOLEAN' } as const;

/** Writes the table to a new Parquet file, a group of rows at a time. */
export async function writeParquet({ columns, rows }: DataTable, path: string): Promise<void> {
  const { fileWriter, parquetWriteRows } = await import('hyparquet-writer');
  const integers = columns.filter(({ type }) => type === 'integer');
  await parquetWriteRows({
    writer: fileWriter(path),
    columns: columns.map(({ name, type }) => ({ name, type: TYPES[type], nullable: true })),
    rows: withBigIntegers(rows, integers),
    rowGroupSize: ROWS_PER_GROUP,
    createdBy: 'dof',
  });
}

function* withBigIntegers(rows: Iterable<Row>, integers: readonly Column[]): Generator<Record<string, Cell | bigint>> {
  for (const row of rows) {
    const copy: Record<string, Cell | bigint> = { ...row };
    for (const { name } of integers) {
      const value = row[name];
      if (typeof value === 'number') copy[name] = BigInt(value);
    }
    yield copy;
  }
}
