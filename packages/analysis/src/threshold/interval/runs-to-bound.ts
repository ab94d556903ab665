import { checkShare } from '../../check-input.js';
import { fallsShort, type Design } from '../../statistics/contradicts-target.js';
import { likelihoodRatioQuantile } from './critical-value.js';

/** How many agreeing runs at one d it takes to bound d* without assuming a curve. */
export interface RunsToBound {
  /** Failures at one d, without a success, that put d* above it. */
  readonly failures: number;
  /** Successes at one d, without a failure, that put d* at or below it. */
  readonly successes: number;
}

export interface BoundOptions {
  /** Tolerated failure probability; default: 0.5. */
  readonly delta?: number;
  /** Default: 0.95. */
  readonly confidence?: number;
  /** Default: `fixed`. */
  readonly design?: Design;
}

/**
 * The least number of runs at one d that can bound d*(eps; delta) from below and from above by
 * whole brackets of measured d: 5 and 5 at delta 1/2, but 2 and 29 at delta 0.1, since 28 successes in a row happen by
 * chance one time in twenty to a success probability of 0.9.
 *
 * @throws DofError `DOF_ANALYSIS_SETTING_INVALID`
 */
export function runsToBound({ delta = 0.5, confidence = 0.95, design = 'fixed' }: BoundOptions = {}): RunsToBound {
  checkShare('delta', delta);
  checkShare('confidence', confidence);
  return { failures: agreeing(1 - delta, confidence, design), successes: agreeing(delta, confidence, design) };
}

/** Failures in a row that rule out a success probability of `target`. */
function agreeing(target: number, confidence: number, design: Design): number {
  const byLikelihood = likelihoodRatioQuantile(confidence) / (-2 * Math.log1p(-target));
  let runs = Math.floor(byLikelihood) + 1;
  while (!fallsShort({ trials: runs, successes: 0 }, target, 1 - confidence, design)) runs += 1;
  return runs;
}
