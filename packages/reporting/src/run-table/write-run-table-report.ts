import { openOutputFolder } from '../output-folder/output-folder.js';
import { readPageStyles } from '../page/page-libraries.js';
import { writeFigures } from '../pictures/write-figures.js';
import { packTable } from '../table-files/packed-table.js';
import { writeTables } from '../table-files/write-tables.js';
import { runTablePage } from './run-table-page.js';
import type { RunTableReport } from './run-table-report.js';

/**
 * Writes the report of a table of runs: `report.html`, every picture as `figures/*.svg` and `.png`, and the tables as
 * `tables/*.csv` and `.parquet`.
 *
 * @returns the paths written
 * @throws DofError DOF_OUTPUT_NOT_WRITABLE, DOF_FOREIGN_FILE
 */
export async function writeRunTableReport(report: RunTableReport, directory: string): Promise<readonly string[]> {
  const folder = await openOutputFolder(directory);
  await folder.write('report.html', await runTablePage(report, await readPageStyles()));
  const figures = await writeFigures(report.pictures, directory);
  const tables = await writeTables([report.thresholds, report.success].map(packTable), directory);
  return [...folder.written, ...figures, ...tables];
}
