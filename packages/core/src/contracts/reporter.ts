import type { AnalysisSettings } from './experiment.js';
import type { RunResult } from './run.js';
import type { TuningRecord } from './tuning.js';

/** What a report is made from. */
export interface ReportInput {
  readonly title: string;
  /** D. */
  readonly dimension: number;
  readonly results: readonly RunResult[];
  readonly analysis: AnalysisSettings;
  /** Makes series at the best learning rates of some of the results; absent: none were tried. */
  readonly tuning?: TuningRecord;
}

/** Turns results into files that people look at. */
export interface Reporter {
  readonly name: string;
  /** Writes into `directory` and returns the paths written. */
  report(input: ReportInput, directory: string): Promise<readonly string[]>;
}
