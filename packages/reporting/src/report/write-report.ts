import { documentChunks } from '../document/document-chunks.js';
import { openOutputFolder, type OutputFolder } from '../output-folder/output-folder.js';
import { readPageLibraries } from '../page/page-libraries.js';
import { reportPage } from '../page/report-page.js';
import { pictureOf } from '../pictures/still-figure.js';
import { writeFigures } from '../pictures/write-figures.js';
import { packTable } from '../table-files/packed-table.js';
import { writeTables } from '../table-files/write-tables.js';
import { markdownSection } from '../text-tables/format-table.js';
import { allFigures, reproducibleExperiment, type Report } from './report.js';
import { writeInThread } from './write-in-thread.js';

/** The tables of `tables.md`. */
const TABLES_FOR_PEOPLE = ['thresholds', 'leaderboard', 'success', 'performance', 'theory'];
/** From so many runs on, threads are worth their beginning. */
const MANY_RUNS = 5000;

/**
 * Writes `report.html`, `results.json`, every figure as `figures/*.svg` and `.png`, every table as `tables/*.csv` and
 * `.parquet`, those for people as `tables.md`, and the experiment as `reproduce.json`. Folders are made where they are
 * missing; every file is replaced whole, and figures and tables that an earlier report left are removed.
 *
 * @returns the paths written
 * @throws DofError DOF_OUTPUT_NOT_WRITABLE
 */
export async function writeReport(report: Report, directory: string): Promise<readonly string[]> {
  const folder = await openOutputFolder(directory);
  // Figures first: threads draw and format while this one writes the rest.
  const parts = [figuresOf(report, directory), tablesOf(report, directory), writePage(report, folder)];
  // Nothing is written any more once an error is told.
  await Promise.allSettled(parts);
  return (await Promise.all(parts)).flat();
}

async function figuresOf({ figures, input }: Report, directory: string): Promise<readonly string[]> {
  const items = allFigures(figures).map((figure) => ({ id: figure.id, spec: pictureOf(figure) }));
  if (input.results.length < MANY_RUNS) return writeFigures(items, directory);
  return writeInThread({ write: 'figures', items, directory });
}

async function tablesOf({ tables, input }: Report, directory: string): Promise<readonly string[]> {
  const items = Object.values(tables).map(packTable);
  if (input.results.length < MANY_RUNS) return writeTables(items, directory);
  return writeInThread({ write: 'tables', items, directory });
}

async function writePage(report: Report, folder: OutputFolder): Promise<readonly string[]> {
  const { experiment } = report.input;
  await folder.write('report.html', reportPage(report, await readPageLibraries()));
  await folder.write('results.json', documentChunks(report.document));
  await folder.write('tables.md', markdownTables(report));
  if (experiment !== undefined) {
    await folder.write('reproduce.json', `${JSON.stringify(reproducibleExperiment(experiment), undefined, 2)}\n`);
  }
  return folder.written;
}

function markdownTables({ summary, tables }: Report): string {
  const shown = TABLES_FOR_PEOPLE.filter((name) => name in tables).map((name) => tables[name]);
  return [`# ${summary.title}\n`, ...shown.map(markdownSection)].join('\n');
}
