import type { Reporter } from '@dof/core';
import type { DetailedReportInput } from '../input/report-details.js';
import { buildReport } from '../report/build-report.js';
import { writeReport } from './write-report.js';

/** A reporter that can be given more than the runs. */
export interface FileReporter extends Reporter {
  report(input: DetailedReportInput, directory: string): Promise<readonly string[]>;
}

/**
 * Makes the report of the runs and writes its files, see `writeReport`.
 *
 * Throws DofError `DOF_OUTPUT_NOT_WRITABLE`.
 */
export const fileReporter: FileReporter = {
  name: 'files',
  report: (input, directory) => writeReport(buildReport(input), directory),
};
