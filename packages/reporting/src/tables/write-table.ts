import { open } from 'node:fs/promises';
import { csvHeader, csvLines } from './format-csv.js';
import type { DataTable } from './data-table.js';
import { openParquet } from './open-parquet.js';
import { rowGroups } from './row-groups.js';

/** New files to write a table to. */
export interface TablePaths {
  readonly csv: string;
  readonly parquet: string;
}

/** Writes the table as CSV and as Parquet in one pass over its rows, which may be made while they are read. */
export async function writeTable({ columns, rows }: DataTable, paths: TablePaths): Promise<void> {
  const csv = await open(paths.csv, 'wx');
  try {
    const parquet = await openParquet(columns, paths.parquet);
    await csv.writeFile(csvHeader(columns));
    for (const group of rowGroups(rows)) {
      await csv.writeFile(csvLines(columns, group));
      await parquet.write(group);
    }
    await parquet.finish();
  } finally {
    await csv.close();
  }
}
