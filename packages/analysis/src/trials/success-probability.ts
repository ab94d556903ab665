import { checkShare } from '../check-input.js';
import { binomialInterval, type BinomialIntervalName } from '../statistics/binomial-interval.js';
import { requireDistinctTrials } from './check-trials.js';
import { countSuccesses, isCensored, type SuccessCount } from './count-successes.js';
import type { Direction, TrialTable } from './trial.js';

export interface SuccessProbabilityOptions {
  /** `at-most` for a loss, `at-least` for an accuracy; default: `at-most`. */
  readonly direction?: Direction;
  /** Two-sided confidence of each interval by itself; default: 0.95. */
  readonly confidence?: number;
  /** Default: `clopper-pearson`. */
  readonly interval?: BinomialIntervalName;
}

/** The success probability at one d: the observed share and its interval. */
export interface SuccessProbability extends SuccessCount {
  /** At least this where trials are censored. */
  readonly estimate: number;
  /** Trials that were stopped before the level, counted neither way in the interval; absent where there are none. */
  readonly censored?: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * P_s(d, level) for every d in the table, by rising d: the probability that training d degrees of freedom reaches the
 * level at some evaluation (Larsen et al. 2022, section 2). A d without trials has no entry.
 *
 * @throws DofError `DOF_TRIAL_INVALID`, `DOF_TRIAL_REPEATED`, `DOF_LEVEL_INVALID`, `DOF_ANALYSIS_SETTING_INVALID`
 */
export function successProbability(
  trials: TrialTable,
  level: number,
  { direction = 'at-most', confidence = 0.95, interval = 'clopper-pearson' }: SuccessProbabilityOptions = {},
): SuccessProbability[] {
  checkShare('confidence', confidence);
  requireDistinctTrials(trials);
  return countSuccesses(trials, level, direction).map((count) => {
    const censored = trials.filter((trial) => trial.d === count.d && isCensored(trial, level, direction)).length;
    const { lower, upper } = binomialInterval(count.successes, count.trials, confidence, interval);
    const estimate = count.successes / count.trials;
    if (censored === 0) return { ...count, estimate, lower, upper };
    const most = binomialInterval(count.successes + censored, count.trials, confidence, interval);
    return { ...count, estimate, censored, lower, upper: most.upper };
  });
}
