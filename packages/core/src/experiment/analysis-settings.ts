/** What an experiment asks of its results. */
export interface AnalysisSettings {
  /** eps: levels of the full-training-set loss, each with a threshold of its own. */
  readonly lossLevels: readonly number[];
  /** Tolerated failure probability: d* is the least d with success probability at least 1 - delta. */
  readonly delta: number;
  /** Confidence of every interval, such as 0.95. */
  readonly confidence: number;
}
