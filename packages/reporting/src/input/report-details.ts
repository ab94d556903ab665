import type { Experiment, Json, ReportInput } from '@dof/core';
import type { ThresholdPrediction } from './threshold-prediction.js';

/** What a report can show beside the runs; each part may be missing. */
export interface ReportDetails {
  /** As it was run, defaults filled in. Says which method is the null model, and how to do it all again. */
  readonly experiment?: Experiment;
  /** How many runs were asked for; unless given, as many as there are. */
  readonly planned?: number;
  /** What the user was told of the data, a sentence each. */
  readonly notices?: readonly string[];
  /** `meta` of what the runs' methods prepared, by the runs' `preparationKey`; spectra are read from it. */
  readonly preparations?: ReadonlyMap<string, Json>;
  /** Thresholds that a theory predicts, to be drawn beside the measured ones. */
  readonly predictions?: readonly ThresholdPrediction[];
}

/** Runs, and what else is known about them. */
export type DetailedReportInput = ReportInput & ReportDetails;
