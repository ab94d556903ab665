import { DofError, keyFromSeed, type RandomKey } from '@dof/core';
import { checkShare } from '../check-input.js';
import type { Design } from '../statistics/contradicts-target.js';
import { checkCounts, requireDistinctTrials } from '../trials/check-trials.js';
import { clusterCounts, type ClusterCount } from '../trials/cluster-counts.js';
import { countSuccesses, isCensored, type SuccessCount } from '../trials/count-successes.js';
import type { Direction, Trial, TrialTable } from '../trials/trial.js';
import type { ThresholdInterval } from './curve/curve-interval.js';
import { bootstrapInterval, unitsOfCounts } from './interval/bootstrap-interval.js';
import { bracketInterval, likelihoodInterval, showsTransition } from './interval/likelihood-interval.js';
import { hull, logisticInterval } from './interval/logistic-interval.js';
import { runsToBound } from './interval/runs-to-bound.js';
import { isotonicEstimate, logisticEstimate, type ThresholdEstimate } from './threshold-estimate.js';
import type { FitName, IntervalSource, StoppedThreshold, ThresholdTrainingDimension } from './threshold.js';

/** `likelihood`: as sharp as the runs allow. `brackets`: whole brackets of measured d only. `bootstrap`: see below. */
export type IntervalName = 'likelihood' | 'brackets' | 'bootstrap';

export interface ThresholdOptions {
  /** The loss or accuracy to be reached. */
  readonly level: number;
  /** `at-most` for a loss, `at-least` for an accuracy; default: `at-most`. */
  readonly direction?: Direction;
  /** Tolerated failure probability; default: 0.5. */
  readonly delta?: number;
  /** Confidence of the interval; default: 0.95. */
  readonly confidence?: number;
  /** Default: `isotonic`. */
  readonly fit?: FitName;
  /** Default: `likelihood`. */
  readonly interval?: IntervalName;
  /** How the runs came about; default: `fixed`. A search's are `adaptive`: it looked at runs before it chose others. */
  readonly design?: Design;
  /** Of the bootstrap; default: 2000. */
  readonly replicates?: number;
  /** Draws the bootstrap; the same key gives the same interval. */
  readonly key?: RandomKey;
}

/**
 * The threshold training dimension d*(level; delta): the least d at which training reaches the level with probability
 * at least 1 - delta (Larsen et al. 2022, definition 2.3), estimated from any number of trials at any set of d.
 *
 * By default nothing is assumed but that success does not become less likely with more degrees of freedom. Estimate:
 * the isotonic fit of success on d, interpolated linearly in log d, crosses 1 - delta. Interval: see
 * `likelihoodInterval`; never narrower than the pair of measured d around the estimate when the trials are separated,
 * and open towards a side on which nothing was ruled out. A d* outside the measured range is returned as such, and so is
 * a level that stopped trials cannot tell about.
 *
 * `fit: 'logistic'` assumes a logistic curve in log d. `interval: 'bootstrap'` resamples clusters, or the trials at each
 * d, and refits; where the trials do not show the transition, resampling varies nothing and the brackets are returned.
 *
 * @throws DofError `DOF_TRIAL_INVALID`, `DOF_TRIAL_REPEATED`, `DOF_LEVEL_INVALID`, `DOF_ANALYSIS_SETTING_INVALID`
 */
export function thresholdTrainingDimension(trials: TrialTable, options: ThresholdOptions): ThresholdTrainingDimension {
  requireDistinctTrials(trials);
  const counts = countSuccesses(trials, options.level, options.direction);
  const censored = trials.filter((trial) => isCensored(trial, options.level, options.direction ?? 'at-most'));
  if (censored.length > 0) return answerToCensored(trials, new Set(censored), options);
  return answer(counts, options, clusterCounts(trials, options.level, options.direction));
}

/** The least d* that the trials allow is that of all stopped ones succeeding, the largest that of all failing. */
function answerToCensored(
  trials: TrialTable,
  censored: ReadonlySet<Trial>,
  options: ThresholdOptions,
): StoppedThreshold {
  const { level, direction = 'at-most' } = options;
  const ifAll = (best: number): ThresholdTrainingDimension =>
    thresholdTrainingDimension(
      trials.map((trial) => (censored.has(trial) ? { ...trial, best, stopped: false } : trial)),
      options,
    );
  const least = ifAll(level);
  const most = ifAll(direction === 'at-most' ? Infinity : -Infinity);
  const measured = most.fit.map(({ d }) => d);
  return {
    ...most,
    ...{ status: 'censored', dStar: null, censoredTrials: censored.size },
    ...{ lower: least.lower, upper: most.upper },
    ...{ smallest: measured[0], largest: measured[measured.length - 1] },
  };
}

/**
 * The same from the number of independent trials and successes at each d, by rising d, at the level that `options` name.
 *
 * @throws DofError `DOF_TRIAL_INVALID`, `DOF_ANALYSIS_SETTING_INVALID`
 */
export function thresholdFromCounts(
  counts: readonly SuccessCount[],
  options: ThresholdOptions,
): ThresholdTrainingDimension {
  checkCounts(counts);
  return answer(counts, options, undefined);
}

function answer(
  counts: readonly SuccessCount[],
  options: ThresholdOptions,
  clusters: readonly ClusterCount[] | undefined,
): ThresholdTrainingDimension {
  const { level, direction = 'at-most', delta = 0.5, confidence = 0.95, fit: fitName = 'isotonic', design } = options;
  checkOptions({ ...options, delta, confidence });
  const question = {
    ...{ level, direction, delta, confidence, fitName },
    trials: counts.reduce((sum, count) => sum + count.trials, 0),
    runsToBound: runsToBound({ delta, confidence, design }),
  };
  if (counts.length === 0) {
    const unknown = { dStar: null, lower: null, upper: null, smallest: null, largest: null };
    return { ...question, status: 'no-data', ...unknown, intervalSource: 'brackets', fit: [] };
  }
  const estimate = estimateBy(fitName, 1 - delta)(counts);
  return {
    ...question,
    smallest: counts[0].d,
    largest: counts[counts.length - 1].d,
    ...widened(intervalOf(counts, { ...options, delta, confidence }, clusters), estimate),
    ...estimate,
  };
}

function estimateBy(fit: FitName, target: number): (counts: readonly SuccessCount[]) => ThresholdEstimate {
  return (counts) => (fit === 'logistic' ? logisticEstimate(counts, target) : isotonicEstimate(counts, target));
}

interface SourcedInterval extends ThresholdInterval {
  readonly intervalSource: IntervalSource;
}

function intervalOf(
  counts: readonly SuccessCount[],
  options: ThresholdOptions & { readonly delta: number; readonly confidence: number },
  clusters: readonly ClusterCount[] | undefined,
): SourcedInterval {
  const { delta, confidence, fit = 'isotonic', interval = 'likelihood', key = keyFromSeed(0), design } = options;
  const target = 1 - delta;
  const brackets = (): SourcedInterval => ({
    ...bracketInterval(counts, target, confidence, clusters, design),
    intervalSource: 'brackets',
  });
  if (interval === 'brackets') return brackets();
  if (interval === 'bootstrap') {
    if (!showsTransition(counts, target, clusters)) return brackets();
    const strata = clusters === undefined ? unitsOfCounts(counts) : [clusters.map((cluster) => cluster.counts)];
    const { replicates = 2000 } = options;
    const estimate = estimateBy(fit, target);
    return { ...bootstrapInterval({ strata, confidence, replicates, key, estimate }), intervalSource: 'bootstrap' };
  }
  if (fit === 'logistic') {
    return { ...logisticInterval(counts, target, confidence, clusters, design), intervalSource: 'logistic' };
  }
  const { source, ...ends } = likelihoodInterval(counts, target, confidence, clusters, design);
  return { ...ends, intervalSource: source };
}

/** The interval with the estimate in it: another curve may have made the one than the other. */
function widened(interval: SourcedInterval, { status, dStar }: ThresholdEstimate): SourcedInterval {
  if (status === 'above') return { ...interval, upper: null };
  if (status === 'below') return { ...interval, lower: null };
  return { ...interval, ...hull(interval, { lower: dStar, upper: dStar }) };
}

function checkOptions({
  delta,
  confidence,
  fit = 'isotonic',
  interval = 'likelihood',
  design = 'fixed',
  replicates = 2000,
}: ThresholdOptions & { readonly delta: number; readonly confidence: number }): void {
  checkShare('delta', delta);
  checkShare('confidence', confidence);
  checkName('fit', fit, ['isotonic', 'logistic']);
  checkName('interval', interval, ['likelihood', 'brackets', 'bootstrap']);
  checkName('design', design, ['fixed', 'adaptive']);
  if (!Number.isSafeInteger(replicates) || replicates < 1) {
    throw new DofError(
      'DOF_ANALYSIS_SETTING_INVALID',
      `replicates is ${replicates}; give a whole number of at least 1.`,
    );
  }
}

function checkName(option: string, value: string, allowed: readonly string[]): void {
  if (allowed.includes(value)) return;
  throw new DofError('DOF_ANALYSIS_SETTING_INVALID', `${option} is ${value}; use ${allowed.join(' or ')}.`);
}
