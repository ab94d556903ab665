import { DofError, type RandomKey, splitKey, threefry } from '@dof/core';
import { checkShare } from '../check-input.js';
import { type ThresholdOptions, thresholdTrainingDimension } from '../threshold/threshold-training-dimension.js';
import type { ThresholdTrainingDimension } from '../threshold/threshold.js';
import { countSuccesses, type SuccessCount } from '../trials/count-successes.js';
import type { Direction, Trial, TrialTable } from '../trials/trial.js';
import { thresholdBracketOf } from './threshold-bracket-of.js';

/** Fewer paired seeds than this decide nothing. */
export const SEEDS_NEEDED = 8;

export interface ComparisonOptions extends ThresholdOptions {
  /** Draws the bootstrap. */
  readonly key: RandomKey;
  /** Bootstrap replicates; default: 2000. */
  readonly replicates?: number;
}

/** `better`: the method needs fewer degrees of freedom than the null, at the given confidence. */
export type ComparisonVerdict = 'better' | 'worse' | 'no significant difference' | 'too few seeds';

/** A method's threshold beside the null's, at one level. Plain JSON. */
export interface ThresholdComparison {
  readonly level: number;
  readonly direction: Direction;
  readonly method: ThresholdTrainingDimension;
  readonly null: ThresholdTrainingDimension;
  /** d* of the method over d* of the null; null unless both are measured. */
  readonly ratio: number | null;
  /** Lower end of the ratio's interval; 0 when unbounded. */
  readonly lower: number;
  /** Upper end of the ratio's interval; null when unbounded. */
  readonly upper: number | null;
  /** Seeds that both have trials of. */
  readonly pairedSeeds: number;
  readonly verdict: ComparisonVerdict;
}

/**
 * Compares the threshold of a method with the null model's at one level, paired by seed: a paired seed shares
 * initialisation and data order in both. The interval of the ratio is a bootstrap over seeds, drawn once for both sides;
 * each replicate gives not a number but the range that its two brackets of measured d allow, and the interval runs from
 * the low quantile of the ranges' lower ends to the high quantile of their upper ends. So it never claims to know more
 * than the grid of d does.
 *
 * @throws DofError `DOF_NO_PAIRED_SEEDS` and those of `thresholdTrainingDimension`
 */
export function compareThresholds(
  method: TrialTable,
  nullModel: TrialTable,
  options: ComparisonOptions,
): ThresholdComparison {
  const { level, direction = 'at-most', delta = 0.5, confidence = 0.95, replicates = 2000, key } = options;
  checkShare('delta', delta);
  checkShare('confidence', confidence);
  const nullSeeds = new Set(nullModel.map(({ seed }) => seed));
  const seeds = [...new Set(method.map(({ seed }) => seed))]
    .filter((seed) => nullSeeds.has(seed))
    .sort((a, b) => a - b);
  if (seeds.length === 0) {
    throw new DofError(
      'DOF_NO_PAIRED_SEEDS',
      'The method and the null model share no seed; run both with the same seeds.',
    );
  }
  const sides = [method, nullModel].map((trials) => seedCounter(trials, seeds, level, direction));
  const lowers = new Float64Array(replicates);
  const uppers = new Float64Array(replicates);
  for (let replicate = 0; replicate < replicates; replicate++) {
    const times = resampledSeeds(seeds.length, key, replicate);
    const [ours, theirs] = sides.map((counter) => thresholdBracketOf(counter(times), 1 - delta));
    lowers[replicate] = quotient(ours.lower, theirs.upper);
    uppers[replicate] = quotient(ours.upper, theirs.lower);
  }
  const lower = quantile(lowers.sort(), (1 - confidence) / 2);
  const upper = quantile(uppers.sort(), (1 + confidence) / 2);
  const answers = [method, nullModel].map((trials) => thresholdTrainingDimension(trials, options));
  const [ours, theirs] = answers;
  return {
    level,
    direction,
    method: ours,
    null: theirs,
    ratio: ours.dStar !== null && theirs.dStar !== null ? ours.dStar / theirs.dStar : null,
    lower,
    upper: Number.isFinite(upper) ? upper : null,
    pairedSeeds: seeds.length,
    verdict: verdict(seeds.length, lower, upper),
  };
}

/**
 * Returns, for how often each seed is drawn, the success counts of the trials with those seeds, each as often as its seed.
 * They hold until the next question.
 */
function seedCounter(
  trials: TrialTable,
  seeds: readonly number[],
  level: number,
  direction: Direction,
): (times: Uint32Array) => SuccessCount[] {
  const degreesOfFreedom = [...new Set(trials.map(({ d }) => d))].sort((a, b) => a - b);
  const bySeed = new Map<number, Trial[]>();
  for (const trial of trials) {
    const own = bySeed.get(trial.seed);
    if (own === undefined) bySeed.set(trial.seed, [trial]);
    else own.push(trial);
  }
  // Transitions are sharp, so most seeds have the same outcomes at all d: they are counted together.
  const profiles = new Map<string, { readonly place: number; readonly counts: readonly SuccessCount[] }>();
  const profileOf = seeds.map((seed) => {
    const counts = countSuccesses(bySeed.get(seed) ?? [], level, direction);
    const name = counts.map((count) => `${count.d}:${count.trials}:${count.successes}`).join();
    const profile = profiles.get(name) ?? { place: profiles.size, counts };
    profiles.set(name, profile);
    return profile.place;
  });
  const outcomes = degreesOfFreedom.map((d) =>
    [...profiles.values()].map(({ counts }) => counts.find((count) => count.d === d) ?? { d, trials: 0, successes: 0 }),
  );
  // Nor do most d tell seeds apart: far below and above the threshold all fare alike, whichever are drawn.
  const sums = outcomes.map(([{ d, trials: count, successes }]) => ({
    d,
    trials: count * seeds.length,
    successes: successes * seeds.length,
  }));
  const varying = outcomes.flatMap((column, i) =>
    column.some((one) => one.trials !== column[0].trials || one.successes !== column[0].successes)
      ? [{ column, sum: sums[i] }]
      : [],
  );
  const weights = new Float64Array(profiles.size);
  return (times) => {
    weights.fill(0);
    profileOf.forEach((place, row) => (weights[place] += times[row]));
    for (const { column, sum } of varying) {
      sum.trials = sum.successes = 0;
      for (let place = 0; place < column.length; place++) {
        sum.trials += weights[place] * column[place].trials;
        sum.successes += weights[place] * column[place].successes;
      }
    }
    return sums.filter((sum) => sum.trials > 0);
  };
}

/** lower / upper ends of brackets: 0 over anything is 0, anything over an open upper end is 0, over 0 unbounded. */
function quotient(numerator: number, denominator: number): number {
  if (numerator === 0 || denominator === Infinity) return numerator === Infinity ? Infinity : 0;
  return denominator === 0 ? Infinity : numerator / denominator;
}

function quantile(sorted: Float64Array, share: number): number {
  const position = share < 0.5 ? Math.floor(share * sorted.length) : Math.ceil(share * sorted.length) - 1;
  return sorted[Math.min(sorted.length - 1, Math.max(0, position))];
}

/** Brackets are open below and closed above, so a ratio of at most 1 between their ends is below 1 between thresholds. */
function verdict(seeds: number, lower: number, upper: number): ComparisonVerdict {
  if (seeds < SEEDS_NEEDED) return 'too few seeds';
  if (upper <= 1) return 'better';
  return lower >= 1 ? 'worse' : 'no significant difference';
}

/** How often each of so many seeds is drawn when as many as there are are drawn with replacement. */
export function resampledSeeds(seeds: number, key: RandomKey, replicate: number): Uint32Array {
  const times = new Uint32Array(seeds);
  const words = new Uint32Array(2);
  const stream = splitKey(key, replicate);
  for (let i = 0; i < seeds; i++) {
    threefry(stream, i, 0, words);
    times[Math.floor((words[0] / 2 ** 32) * seeds)] += 1;
  }
  return times;
}
