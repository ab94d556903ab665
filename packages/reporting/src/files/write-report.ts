import { join } from 'node:path';
import { documentChunks } from '../document/document-chunks.js';
import { readPageLibraries } from '../page/page-libraries.js';
import { reportPage } from '../page/report-page.js';
import { renderPng } from '../rendering/render-png.js';
import { renderSvg } from '../rendering/render-svg.js';
import { allFigures, type Report } from '../report/report.js';
import { reproducibleExperiment } from '../report/reproducible-experiment.js';
import { formatCsv } from '../tables/format-csv.js';
import type { DataTable } from '../tables/data-table.js';
import { markdownTable } from '../tables/markdown-table.js';
import { writeParquet } from '../tables/write-parquet.js';
import { openOutputFolder } from './output-folder.js';

/**
 * Writes `report.html`, `results.json`, every figure as `figures/*.svg` and `.png`, every table as `tables/*.csv` and
 * `.parquet`, those for people as `tables.md`, and the experiment as `reproduce.json`. Folders are made where they are
 * missing; every file is replaced whole, and figures and tables that an earlier report left are removed.
 *
 * @returns the paths written.
 * @throws DofError `DOF_OUTPUT_NOT_WRITABLE`.
 */
export async function writeReport(report: Report, directory: string): Promise<readonly string[]> {
  const { experiment } = report.input;
  const folder = await openOutputFolder(directory);
  await folder.write('report.html', reportPage(report, await readPageLibraries()));
  await folder.write('results.json', documentChunks(report.document));
  await folder.write('tables.md', markdownTables(report));
  if (experiment !== undefined) {
    await folder.write('reproduce.json', `${JSON.stringify(reproducibleExperiment(experiment), undefined, 2)}\n`);
  }
  // Tables are written while pictures are rasterised.
  const [figures, tables] = await Promise.all([
    writeFigures(report, join(directory, 'figures')),
    writeTables(report, join(directory, 'tables')),
  ]);
  return [...folder.written, ...figures, ...tables];
}

async function writeFigures({ figures }: Report, directory: string): Promise<readonly string[]> {
  const folder = await openOutputFolder(directory);
  // One picture is rasterised while the next is drawn.
  let rasterised = Promise.resolve();
  for (const { id, spec } of allFigures(figures)) {
    const svg = await renderSvg(spec);
    await rasterised;
    await folder.write(`${id}.svg`, svg);
    rasterised = renderPng(svg).then((png) => folder.write(`${id}.png`, png));
    // Whoever awaits it next is told of its failure; until then it is not unhandled.
    rasterised.catch(() => undefined);
  }
  await rasterised;
  await folder.removeOthers(/\.(svg|png)$/);
  return folder.written;
}

async function writeTables({ tables }: Report, directory: string): Promise<readonly string[]> {
  const folder = await openOutputFolder(directory);
  for (const table of Object.values(tables) as DataTable[]) {
    await folder.write(`${table.name}.csv`, formatCsv(table));
    await folder.writeWith(`${table.name}.parquet`, (path) => writeParquet(table, path));
  }
  await folder.removeOthers(/\.(csv|parquet)$/);
  return folder.written;
}

function markdownTables({ summary, tables }: Report): string {
  const { thresholds, leaderboard, success, performance, theory } = tables;
  const shown = [thresholds, leaderboard, success, performance, theory];
  return [`# ${summary.title}\n`, ...shown.map(markdownTable)].join('\n');
}
