import { leaderboardText } from '../text-tables/leaderboard-text.js';
import { tuningInWords } from '../summary/tuning-in-words.js';
import { summaryTable } from '../text-tables/summary-table.js';
import { buildReport } from './build-report.js';
import type { DetailedReportInput } from './report-details.js';
import { writeReport } from './write-report.js';

/** A report that is in its folder. */
export interface MadeReport {
  /** Paths of its files. */
  readonly files: readonly string[];
  /** Its tables for a terminal. */
  readonly text: string;
}

/** Builds the report of the runs and writes its files, see {@link writeReport}. */
export async function makeReport(input: DetailedReportInput, directory: string): Promise<MadeReport> {
  const report = buildReport(input);
  const tuning = input.tuning === undefined ? '' : `${tuningInWords(input.tuning).join('\n')}\n`;
  const text = [summaryTable(report.summary), tuning, leaderboardText(report)].filter((part) => part !== '').join('\n');
  return { files: await writeReport(report, directory), text };
}
