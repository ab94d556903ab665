import type { Reporter } from '@dof/core';
import { buildReport } from './build-report.js';
import type { DetailedReportInput } from './report-details.js';
import { writeReport } from './write-report.js';

/** A reporter that can be given more than the runs. */
export interface FileReporter extends Reporter {
  report(input: DetailedReportInput, directory: string): Promise<readonly string[]>;
}

/**
 * Builds the report of the runs and writes its files, see `writeReport`.
 *
 * @throws DofError DOF_OUTPUT_NOT_WRITABLE
 */
export const fileReporter: FileReporter = {
  name: 'files',
  report: (input, directory) => writeReport(buildReport(input), directory),
};
