import type { AttainableDegreesOfFreedom } from './method.js';

/** What a search for the threshold training dimension is to find out. */
export interface SearchGoal {
  /** eps, the level of the full-training-set loss. */
  readonly level: number;
  /** d* is the least d with success probability at least 1 - delta. */
  readonly delta: number;
  /** Of the interval, such as 0.95. */
  readonly confidence: number;
  /** The interval's width to stop at, in octaves: log2 of its upper over its lower end. */
  readonly width: number;
  /** Where d* is expected, to begin there; absent: nothing is known beforehand. A wrong one costs runs, and no truth of the interval. */
  readonly expected?: number;
}

/** A finished run, as a search sees it. */
export interface SearchTrial {
  readonly d: number;
  readonly seed: number;
  /** Lowest full-training-set loss at any evaluation; Infinity where not even the start had one. */
  readonly best: number;
  /** Trials of one cluster share their initialisation. */
  readonly cluster: number;
}

export interface SearchState {
  readonly goal: SearchGoal;
  /** The d to choose from. */
  readonly candidates: AttainableDegreesOfFreedom;
  /** Every finished run, in any order, which must not matter. */
  readonly trials: readonly SearchTrial[];
  /** How many runs to choose; they are trained at the same time. At least 1. */
  readonly batch: number;
}

/**
 * `width`: the interval is as narrow as asked for. `resolution`: as narrow as the d to choose from allow. `above`: d* lies
 * above all of them; `below`: at the smallest of them, or below it.
 */
export type SearchEnd = 'width' | 'resolution' | 'above' | 'below';

/** The ends of the interval for d*, as far as they are known, with the next d or the reason why there is none. */
export type SearchDecision = {
  /** d* > lower; null: no bound yet. */
  readonly lower: number | null;
  /** d* <= upper; null: no bound yet. */
  readonly upper: number | null;
} & (
  | { readonly type: 'measure'; readonly degreesOfFreedom: readonly number[] }
  | { readonly type: 'stop'; readonly end: SearchEnd }
);

/**
 * Chooses the runs of a search. Pure: the same state gives the same decision, so a search can be stopped and taken up
 * again, and repeated.
 */
export interface DesignStrategy {
  readonly name: string;
  readonly version: string;
  /** At most `batch` of the candidates, repeats allowed and at least one; or the end of the search. */
  next(state: SearchState): SearchDecision;
}
