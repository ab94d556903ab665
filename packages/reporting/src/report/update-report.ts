import { join, relative, sep } from 'node:path';
import { plainLines } from '@dof/core';
import { keptReport, noteReport } from '../output-folder/noted-report.js';
import type { MadeReport } from './make-report.js';
import type { DetailedReportInput } from './report-details.js';
import { reportSource } from './report-source.js';

/**
 * Builds the report of the runs and writes its files, see `writeReport`. Where the folder holds it already, made
 * from the same and unchanged, nothing is computed, drawn or written, and what does so is not even loaded.
 *
 * @throws DofError DOF_OUTPUT_NOT_WRITABLE
 */
export async function updateReport(input: DetailedReportInput, directory: string): Promise<MadeReport> {
  const source = reportSource(input);
  const kept = await keptReport(directory, source);
  if (kept !== undefined) {
    return { files: kept.files.map((name) => join(directory, name)), text: plainLines(kept.text) };
  }
  const { makeReport } = await import('./make-report.js');
  const made = await makeReport(input, directory);
  const names = made.files.map((path) => relative(directory, path).split(sep).join('/'));
  // The report is there. That it will be made again, where this cannot be noted, is no reason to fail.
  await noteReport(directory, source, { files: names, text: made.text }).catch(() => undefined);
  return made;
}
