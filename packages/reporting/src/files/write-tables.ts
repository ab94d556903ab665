import type { PackedTable } from '../tables/packed-table.js';
import { writeTable } from '../tables/write-table.js';
import { openOutputFolder } from './output-folder.js';

/**
 * Writes each table as `tables/NAME.csv` and `tables/NAME.parquet` and removes others that dof wrote there.
 *
 * @returns the paths written.
 * @throws DofError `DOF_OUTPUT_NOT_WRITABLE`.
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
