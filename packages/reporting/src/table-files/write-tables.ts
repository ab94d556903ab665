import { open } from 'node:fs/promises';
import { openOutputFolder } from '../output-folder/output-folder.js';
import { csvFormatter, csvHeader } from './format-csv.js';
import { openParquet } from './open-parquet.js';
import type { PackedTable } from './packed-table.js';

/** Rows that are formatted and written together. */
const ROWS_PER_GROUP = 10_000;

/**
 * Writes each table as `tables/NAME.csv` and `tables/NAME.parquet` and removes others that dof wrote there.
 *
 * @returns the paths written
 * @throws DofError DOF_OUTPUT_NOT_WRITABLE
 */
export async function writeTables(tables: readonly PackedTable[], root: string): Promise<readonly string[]> {
  const folder = await openOutputFolder(root, 'tables');
  for (const table of tables) {
    await folder.writeWith(`${table.name}.csv`, (csv) =>
      folder.writeWith(`${table.name}.parquet`, (parquet) => writeTable(table, { csv, parquet })),
    );
  }
  await folder.removeOthers(/\.(csv|parquet)$/);
  return folder.written;
}

/** New files to write a table to. */
interface TablePaths {
  readonly csv: string;
  readonly parquet: string;
}

/** Writes the table as CSV and as Parquet, piece by piece, so that the text of millions of rows takes little memory. */
export async function writeTable(table: PackedTable, paths: TablePaths): Promise<void> {
  const csv = await open(paths.csv, 'wx');
  try {
    const parquet = await openParquet(table, paths.parquet);
    const linesOf = csvFormatter(table);
    await csv.writeFile(csvHeader(table.columns));
    for (let from = 0; from < table.length; from += ROWS_PER_GROUP) {
      const to = Math.min(table.length, from + ROWS_PER_GROUP);
      await csv.writeFile(linesOf(from, to));
      await parquet.write(from, to);
    }
    await parquet.finish();
  } finally {
    await csv.close();
  }
}
