import type { Cell, Column, DataTable, Row } from './data-table.js';

const ROWS_PER_GROUP = 20_000;

/** Parquet's types of our columns; every one may be null. Integers are 64 bits, since a seed may need 53. */
const TYPES = { text: 'STRING', integer: 'INT64', number: 'DOUBLE', boolean: 'BOOLEAN' } as const;

/** Writes the table to a new Parquet file, a group of rows at a time. */
export async function writeParquet({ columns, rows }: DataTable, path: string): Promise<void> {
  const { fileWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer');
  const described = (data: readonly (readonly Cell[])[]) =>
    columns.map(({ name, type }, i) => ({
      name,
      type: TYPES[type],
      nullable: true,
      data: parquetValues(type, data[i]),
    }));
  const schema = schemaFromColumnData({ columnData: described(columns.map(() => [])) });
  const writer = new ParquetWriter({ writer: fileWriter(path), schema, createdBy: 'dof' });
  for (const group of columnGroups(columns, rows)) {
    await writer.write({ columnData: described(group), rowGroupSize: ROWS_PER_GROUP });
  }
  await writer.finish();
}

function parquetValues(type: Column['type'], cells: readonly Cell[]): (Cell | bigint)[] {
  return type === 'integer'
    ? cells.map((value) => (typeof value === 'number' ? BigInt(value) : value))
    : (cells as Cell[]);
}

/** The rows as columns, so many rows at a time. */
function* columnGroups(columns: readonly Column[], rows: Iterable<Row>): Generator<Cell[][]> {
  let group: Cell[][] = columns.map(() => []);
  for (const row of rows) {
    for (let i = 0; i < columns.length; i++) group[i].push(row[columns[i].name]);
    if (group[0].length < ROWS_PER_GROUP) continue;
    yield group;
    group = columns.map(() => []);
  }
  if (group[0].length > 0) yield group;
}
