import type { Reporter } from '@dof/core';
import type { DetailedReportInput } from './report-details.js';
import { updateReport } from './update-report.js';

/** A reporter that can be given more than the runs. */
export interface FileReporter extends Reporter {
  report(input: DetailedReportInput, directory: string): Promise<readonly string[]>;
}

/**
 * Builds the report of the runs and writes its files, unless they are there already, see `updateReport`.
 *
 * @throws DofError DOF_OUTPUT_NOT_WRITABLE
 */
export const fileReporter: FileReporter = {
  name: 'files',
  report: async (input, directory) => (await updateReport(input, directory)).files,
};
