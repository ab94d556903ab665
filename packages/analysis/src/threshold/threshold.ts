import type { SuccessCount } from '../trials/count-successes.js';
import type { Direction } from '../trials/trial.js';
import type { RunsToBound } from './interval/runs-to-bound.js';

/** One measured d and the fit there. */
export interface FittedProbability extends SuccessCount {
  readonly probability: number;
}

/** `isotonic`: no curve assumed, only that success does not fall with d. `logistic`: a logistic curve in log d. */
export type FitName = 'isotonic' | 'logistic';

/**
 * What an interval was made of: whole `brackets` between neighbouring measured d; smooth `curves` of any skewness, where
 * the runs show the transition itself; the `logistic` curve; or a `bootstrap` over clusters.
 */
export type IntervalSource = 'brackets' | 'curves' | 'logistic' | 'bootstrap';

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
  readonly fitName: FitName;
  readonly intervalSource: IntervalSource;
  /** The fit, by rising d. */
  readonly fit: readonly FittedProbability[];
  /** Agreeing runs at one d that bound d* without a curve. */
  readonly runsToBound: RunsToBound;
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

/** Trials were stopped before they could tell; the ends of the interval hold whatever these would have done. */
export interface StoppedThreshold extends Answer {
  readonly status: 'censored';
  readonly dStar: null;
  readonly smallest: number;
  readonly largest: number;
  /** How many. */
  readonly censoredTrials: number;
}

/** There were no trials. */
export interface UnknownThreshold extends Answer {
  readonly status: 'no-data';
  readonly dStar: null;
  readonly smallest: null;
  readonly largest: null;
}

/** What is known about d* at one level. Plain JSON. */
export type ThresholdTrainingDimension = MeasuredThreshold | CensoredThreshold | StoppedThreshold | UnknownThreshold;
