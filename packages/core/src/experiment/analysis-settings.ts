/** What an experiment asks of its results. */
export interface AnalysisSettings {
  /** eps: levels of the full-training-set loss, each with a threshold of its own. */
  readonly lossLevels: readonly number[];
  /** Tolerated failure probability: d* is the least d with success probability at least 1 - delta. */
  readonly delta: number;
  /** Confidence of every interval, such as 0.95. */
  readonly confidence: number;
  /** Of the full model's test accuracy, where one was trained: 0.9 for d_int90 (Li et al. 2018), also when left out. */
  readonly fullModelShare?: number;
  /** The goal of the search that chose the runs; absent where all d were decided on beforehand. */
  readonly search?: { readonly level: number; readonly width: number };
}
