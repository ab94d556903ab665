import type { BenchmarkSettings, SubLevelSetWidth } from '@dof/analysis';
import type { Experiment, Json, ReportInput, SeriesStart } from '@dof/core';

/** An experiment, with what it may say of its null model. */
export type ReportedExperiment = Experiment & { readonly benchmark?: Pick<BenchmarkSettings, 'null'> };

/** What a report can show beside the runs; each part may be missing. */
export interface ReportDetails {
  /** As it was run, defaults filled in. Says which method is the null model, and how to do it all again. */
  readonly experiment?: ReportedExperiment;
  /** How many runs were asked for; default: as many as there are. */
  readonly planned?: number;
  /** What the user was told of the data, a sentence each. */
  readonly notices?: readonly string[];
  /** `meta` of what the runs' methods prepared, by the runs' `preparationKey`; spectra are read from it. */
  readonly preparations?: ReadonlyMap<string, Json>;
  /** Thresholds that a theory predicts, to be drawn beside the measured ones. */
  readonly predictions?: readonly ThresholdPrediction[];
  /** Gaussian widths of sub-level sets, as `dof theory width` measured them. */
  readonly widths?: readonly MeasuredWidths[];
}

/** Runs, and what else is known about them. */
export type DetailedReportInput = ReportInput & ReportDetails;

/** d* as predicted, at one level of the training loss. */
export interface PredictedLevel {
  readonly level: number;
  /** Null where the theory says nothing. */
  readonly dStar: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** The thresholds that one theory predicts from one start. */
export interface ThresholdPrediction {
  /** Where it comes from, such as `Gauss-Newton matrix at the end of full training`. */
  readonly source: string;
  /** In words, such as `init` or `burn-in, 20 steps`. */
  readonly start: string;
  /** The same start for programs; absent from predictions written before. */
  readonly startSpecification?: SeriesStart;
  /** By falling level. */
  readonly levels: readonly PredictedLevel[];
}

/** The threshold of the escape theorem at one level, from the measured Gaussian width; see `SubLevelSetWidth` of @dof/analysis. */
export type MeasuredWidthLevel = Pick<SubLevelSetWidth, 'level' | 'dG' | 'lower' | 'upper'>;

/** The widths measured from one start, named as those of a {@link ThresholdPrediction}. */
export interface MeasuredWidths extends Pick<ThresholdPrediction, 'source' | 'start' | 'startSpecification'> {
  /** By falling level. */
  readonly levels: readonly MeasuredWidthLevel[];
}
