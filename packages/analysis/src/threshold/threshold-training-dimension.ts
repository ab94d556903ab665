import { checkCounts } from '../trials/check-counts.js';
import { countSuccesses, type SuccessCount } from '../trials/count-successes.js';
import type { Direction, TrialTable } from '../trials/trial.js';
import { checkShare } from '../statistics/check-share.js';
import { isotonicProbabilities } from '../statistics/isotonic-probabilities.js';
import { thresholdBrackets } from './threshold-brackets.js';
import type { FittedProbability, ThresholdTrainingDimension } from './threshold.js';

export interface ThresholdOptions {
  /** The loss or accuracy to be reached. */
  readonly level: number;
  /** `at-most` for a loss (the default), `at-least` for an accuracy. */
  readonly direction?: Direction;
  /** Tolerated failure probability; default 0.5. */
  readonly delta?: number;
  /** Confidence of the interval; default 0.95. */
  readonly confidence?: number;
}

/** Shares of whole numbers and 1 - delta differ by rounding where they are equal on paper. */
const ROUNDING = 1e-12;

/**
 * The threshold training dimension d*(level; delta): the least d at which training reaches the level with probability
 * at least 1 - delta (Larsen et al. 2022, definition 2.3), estimated from any number of trials at any set of d.
 *
 * The only assumption is that success does not become less likely with more degrees of freedom. Estimate: the isotonic
 * fit of success on d, interpolated linearly in log d, crosses 1 - delta. Interval: the hull of the brackets between
 * neighbouring d that the trials do not rule out, see `thresholdBrackets`; so it is never narrower than the pair of
 * measured d around the estimate, and it is open towards a side on which nothing was ruled out. A d* outside the
 * measured range is answered as such.
 *
 * @throws DofError `DOF_TRIAL_INVALID`, `DOF_LEVEL_INVALID`, `DOF_ANALYSIS_SETTING_INVALID`
 */
export function thresholdTrainingDimension(trials: TrialTable, options: ThresholdOptions): ThresholdTrainingDimension {
  return thresholdFromCounts(countSuccesses(trials, options.level, options.direction), options);
}

/**
 * The same from the number of trials and successes at each d, by rising d, at the level that `options` name.
 *
 * @throws DofError `DOF_TRIAL_INVALID`, `DOF_ANALYSIS_SETTING_INVALID`
 */
export function thresholdFromCounts(
  counts: readonly SuccessCount[],
  { level, direction = 'at-most', delta = 0.5, confidence = 0.95 }: ThresholdOptions,
): ThresholdTrainingDimension {
  checkShare('delta', delta);
  checkShare('confidence', confidence);
  checkCounts(counts);
  const trials = counts.reduce((sum, count) => sum + count.trials, 0);
  const question = { level, direction, delta, confidence, trials };
  if (counts.length === 0) {
    const unknown = { dStar: null, lower: null, upper: null, smallest: null, largest: null };
    return { ...question, status: 'no-data', ...unknown, fit: [] };
  }

  const target = 1 - delta;
  const fit = fitted(counts);
  const answer = {
    ...question,
    ...plausibleInterval(counts, target, confidence),
    smallest: counts[0].d,
    largest: counts[counts.length - 1].d,
    fit,
  };
  const first = fit.findIndex((point) => point.probability >= target - ROUNDING);
  if (first < 0) return { ...answer, status: 'above', dStar: null };
  if (first === 0) return { ...answer, status: 'below', dStar: null };
  return { ...answer, status: 'measured', dStar: crossing(fit[first - 1], fit[first], target) };
}

function fitted(counts: readonly SuccessCount[]): FittedProbability[] {
  const probabilities = isotonicProbabilities(counts);
  return counts.map((count, i) => ({ ...count, probability: probabilities[i] }));
}

function plausibleInterval(counts: readonly SuccessCount[], target: number, confidence: number) {
  const plausible = thresholdBrackets(counts, target, confidence).filter((bracket) => bracket.plausible);
  return { lower: plausible[0].lower, upper: plausible[plausible.length - 1].upper };
}

/** Where the line through two points of the fit, in log d, reaches the target. */
function crossing(before: FittedProbability, after: FittedProbability, target: number): number {
  const share = Math.min(1, (target - before.probability) / (after.probability - before.probability));
  return share === 1 ? after.d : before.d * (after.d / before.d) ** share;
}
