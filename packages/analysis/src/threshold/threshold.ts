import type { SuccessCount } from '../trials/count-successes.js';
import type { Direction } from '../trials/trial.js';

/** One measured d and the monotone fit there. */
export interface FittedProbability extends SuccessCount {
  readonly probability: number;
}

interface Answer {
  /** The level asked for. */
  readonly level: number;
  readonly direction: Direction;
  readonly delta: number;
  readonly confidence: number;
  /** Trials at all d together. */
  readonly trials: number;
  /** d* > lower at the given confidence; null when the trials do not bound d* from below. */
  readonly lower: number | null;
  /** d* <= upper at the given confidence; null when the trials do not bound d* from above. */
  readonly upper: number | null;
  /** The isotonic fit, by rising d. */
  readonly fit: readonly FittedProbability[];
}

/** d* lies inside the measured range of d. */
export interface MeasuredThreshold extends Answer {
  readonly status: 'measured';
  /** The point estimate, not rounded. */
  readonly dStar: number;
  readonly smallest: number;
  readonly largest: number;
}

/** `above`: not reached up to the largest measured d. `below`: already reached at the smallest. */
export interface CensoredThreshold extends Answer {
  readonly status: 'above' | 'below';
  readonly dStar: null;
  readonly smallest: number;
  readonly largest: number;
}

/** There were no trials. */
export interface UnknownThreshold extends Answer {
  readonly status: 'no-data';
  readonly dStar: null;
  readonly smallest: null;
  readonly largest: null;
}

/** What is known about d* at one level. Plain JSON. */
export type ThresholdTrainingDimension = MeasuredThreshold | CensoredThreshold | UnknownThreshold;
