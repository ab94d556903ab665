/** One training run, reduced to what a threshold needs. */
export interface Trial {
  /** d, the number of trained degrees of freedom; a whole number of at least 1. */
  readonly d: number;
  /** Tells trials of one cluster at the same d apart: a run counts once. */
  readonly seed: number;
  /**
   * The best value the run reached at any evaluation: its lowest loss, or its highest accuracy. A run that diverged
   * keeps what it had reached before; one that reached nothing has Infinity (loss) or -Infinity (accuracy).
   */
  readonly best: number;
  /**
   * What the run shares with others, at any d: the seed of its initialisation, say. Trials of one cluster may succeed
   * and fail together, and count for less than as many independent ones. Absent: independent of every other trial.
   */
  readonly cluster?: number | string;
  /** Training ended because `best` was good enough: whether it would have reached a harder level is unknown. */
  readonly stopped?: boolean;
}

/** Trials in any order, any number of them at each d. */
export type TrialTable = readonly Trial[];

/** How a value reaches a level: a loss by being `at-most` it, an accuracy by being `at-least` it. */
export type Direction = 'at-most' | 'at-least';
