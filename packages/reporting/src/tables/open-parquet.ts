import type { Cell, Column, Row } from './data-table.js';

/** Parquet's types of our columns; every one may be null. Integers are 64 bits, since a seed may need 53. */
const TYPES = { text: 'STRING', integer: 'INT64', number: 'DOUBLE', boolean: 'BOOLEAN' } as const;

/** A Parquet file that is being written. */
export interface ParquetFile {
  /** Adds a row group. */
  write(rows: readonly Row[]): Promise<void>;
  /** Writes what closes the file; nobody can read it before. */
  finish(): Promise<void>;
}

/** Begins a new Parquet file with these columns. */
export async function openParquet(columns: readonly Column[], path: string): Promise<ParquetFile> {
  const { fileWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer');
  const described = (rows: readonly Row[]) =>
    columns.map(({ name, type }) => ({ name, type: TYPES[type], nullable: true, data: cellsOf(rows, name, type) }));
  const schema = schemaFromColumnData({ columnData: described([]) });
  const writer = new ParquetWriter({ writer: fileWriter(path), schema, createdBy: 'dof' });
  return {
    write: async (rows) => writer.write({ columnData: described(rows), rowGroupSize: rows.length }),
    finish: async () => writer.finish(),
  };
}

function cellsOf(rows: readonly Row[], name: string, type: Column['type']): (Cell | bigint)[] {
  if (type !== 'integer') return rows.map((row) => row[name]);
  // Neighbours often have the same number, which is converted once.
  let last: Cell = null;
  let converted: Cell | bigint = null;
  return rows.map((row) => {
    const value = row[name];
    if (value !== last) {
      last = value;
      converted = typeof value === 'number' ? BigInt(value) : value;
    }
    return converted;
  });
}
