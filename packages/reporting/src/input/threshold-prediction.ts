import type { SeriesStart } from '@dof/core';

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
