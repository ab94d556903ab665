import type { ColumnSource } from 'hyparquet-writer';
import type { Column } from '../data-tables/data-table.js';
import type { PackedColumn, PackedTable } from './packed-table.js';

/** Parquet's types of our columns; every one may be null. Integers are 64 bits, since a seed may need 53. */
const TYPES = { text: 'STRING', integer: 'INT64', number: 'DOUBLE', boolean: 'BOOLEAN' } as const;

/** A Parquet file that is being written. */
export interface ParquetFile {
  /** Adds a row group: the rows from one up to, but not with, another. */
  write(from: number, to: number): Promise<void>;
  /** Writes what closes the file; nobody can read it before. */
  finish(): Promise<void>;
}

/** Begins a new Parquet file of the table. */
export async function openParquet({ columns, cells }: PackedTable, path: string): Promise<ParquetFile> {
  const { fileWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer');
  const described = (from: number, to: number) =>
    columns.map(({ name, type }, i): ColumnSource & { type: (typeof TYPES)[Column['type']] } => ({
      ...{ name, type: TYPES[type], nullable: true, data: dataOf(cells[i], type, from, to) },
      // Measured numbers are all different: a dictionary or a shorter way to say them is sought in vain.
      ...(type === 'number' && { encoding: 'PLAIN', codec: 'UNCOMPRESSED' }),
    }));
  const schema = schemaFromColumnData({ columnData: described(0, 0) });
  // Without statistics: they are a quarter of the work, and a file is small enough to be read whole.
  const writer = new ParquetWriter({ writer: fileWriter(path), schema, statistics: false, createdBy: 'dof' });
  return {
    write: async (from, to) => writer.write({ columnData: described(from, to), rowGroupSize: to - from }),
    finish: async () => writer.finish(),
  };
}

function dataOf(column: PackedColumn, type: Column['type'], from: number, to: number): ColumnSource['data'] {
  if ('distinct' in column) return Array.from(column.places.subarray(from, to), (place) => column.distinct[place]);
  const numbers = column.numbers.subarray(from, to);
  if (type !== 'integer') {
    return numbers.some(Number.isNaN) ? Array.from(numbers, (value) => (Number.isNaN(value) ? null : value)) : numbers;
  }
  // Neighbours often have the same number, which is converted once.
  let last = NaN;
  let converted: bigint | null = null;
  return Array.from(numbers, (value) => {
    if (value !== last) {
      last = value;
      converted = Number.isNaN(value) ? null : BigInt(value);
    }
    return converted;
  });
}
