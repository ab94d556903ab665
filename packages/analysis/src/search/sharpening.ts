import type { SearchGoal } from '@dof/core';
import type { ThresholdBracket } from '../comparison/threshold-bracket-of.js';
import { exceeds, fallsShort } from '../statistics/contradicts-target.js';
import { logisticCurve } from '../statistics/success-curve.js';
import { curveCounts } from '../threshold/curve/curve-counts.js';
import { fitCurve } from '../threshold/curve/fit-curve.js';
import type { SuccessCount } from '../trials/count-successes.js';
import type { CandidateDegreesOfFreedom } from './candidate-degrees-of-freedom.js';

export interface SharpeningOptions {
  /** By rising d; at least one. */
  readonly counts: readonly SuccessCount[];
  /** The measured d between which the isotonic fit reaches its target. */
  readonly gap: ThresholdBracket;
  readonly goal: SearchGoal;
  readonly candidates: CandidateDegreesOfFreedom;
  readonly batch: number;
}

/** A d below the likeliest d* and one above it. */
interface Pair {
  readonly below: number;
  readonly above: number;
  /** log2 of the likeliest d*. */
  readonly middle: number;
  /** Whether runs at the pair are to agree among themselves, or to show the slope between them. */
  readonly decided: boolean;
}

/** d are this share of the width apart, so that runs meet at the same d again. */
const STEP = 1 / 4;
/** A logit this far from the target half a width away means runs that mostly agree: brackets need fewest of them. */
const DECIDED_LOGIT = 2;
/** Otherwise curves do, with runs where the fitted logit is this far from the target. */
const UNDECIDED_LOGIT = 1;
/** Octaves. */
const FARTHEST = 1.5;
const ROUNDING = 1e-9;
/** More agreeing runs than this are not counted ahead. */
const MOST_NEEDED = 100;

/** Runs at both sides of the likeliest d*, first on the side that needs more of them. */
export function sharpening(options: SharpeningOptions): readonly number[] {
  const pair = pairAround(options);
  const needs = pair.decided ? agreeingRunsNeeded(pair, options) : runsBehind(pair, options);
  return Array.from({ length: options.batch }, () => {
    const side = needs.below >= needs.above ? 'below' : 'above';
    needs[side] -= 1;
    return pair[side];
  });
}

function pairAround({ counts, gap, goal, candidates }: SharpeningOptions): Pair {
  const { smallest, largest } = candidates;
  if (gap.lower === 0) return { below: smallest, above: smallest, middle: Math.log2(smallest), decided: true };
  if (gap.upper === Infinity) return { below: largest, above: largest, middle: Math.log2(largest), decided: true };
  const half = goal.width / 2;
  const fit = fitCurve(logisticCurve, curveCounts(counts));
  const threshold = fit.threshold(1 - goal.delta);
  const inGap = Math.log2(gap.lower * gap.upper) / 2;
  const middle = Number.isFinite(threshold) ? threshold : inGap;
  const decided = !(fit.slope > 0) || fit.slope * half >= DECIDED_LOGIT;
  const offset = decided ? half : Math.min(FARTHEST, UNDECIDED_LOGIT / fit.slope);
  const place = (octave: number): number => placed(octave, goal.width * STEP, counts, candidates);
  const pair = apart({ below: place(middle - offset), above: place(middle + offset), middle, decided }, candidates);
  return decided ? narrowed(pair, goal.width, candidates) : pair;
}

/** The pair, or where its ends meet the two candidates around the middle. */
function apart(pair: Pair, candidates: CandidateDegreesOfFreedom): Pair {
  if (pair.below < pair.above) return pair;
  const below = candidates.below(2 ** pair.middle) ?? candidates.smallest;
  return { ...pair, below, above: candidates.above(below) ?? below };
}

/** A measured d near by, or else the nearest on a grid. */
function placed(
  octave: number,
  step: number,
  counts: readonly SuccessCount[],
  candidates: CandidateDegreesOfFreedom,
): number {
  const distance = ({ d }: SuccessCount): number => Math.abs(Math.log2(d) - octave);
  const [measured] = [...counts].sort((a, b) => distance(a) - distance(b));
  if (distance(measured) <= step / 2) return measured.d;
  const first = Math.log2(candidates.smallest);
  return candidates.nearest(first + Math.round((octave - first) / step) * step);
}

/** Moves ends that are too far apart inwards, the one further from the middle first. */
function narrowed(pair: Pair, width: number, candidates: CandidateDegreesOfFreedom): Pair {
  let { below, above } = pair;
  while (Math.log2(above / below) > width + ROUNDING) {
    const [up, down] = [candidates.above(below) ?? above, candidates.below(above) ?? below];
    if (up >= above) break;
    if (pair.middle - Math.log2(below) > Math.log2(above) - pair.middle) below = up;
    else above = down;
  }
  return { ...pair, below, above };
}

/** How many more failures below, and successes above, rule out that d* lies there. */
function agreeingRunsNeeded({ below, above, middle }: Pair, { counts, goal }: SharpeningOptions) {
  const target = 1 - goal.delta;
  const error = 1 - goal.confidence;
  const total = (from: number, to: number) => {
    const inside = counts.filter(({ d }) => d >= from && d <= to);
    return {
      trials: inside.reduce((sum, { trials }) => sum + trials, 0),
      successes: inside.reduce((sum, { successes }) => sum + successes, 0),
    };
  };
  const low = total(below, 2 ** middle);
  const high = total(2 ** middle, above);
  return {
    below: needed((more) => fallsShort({ ...low, trials: low.trials + more }, target, error, 'adaptive')),
    above: needed((more) =>
      exceeds({ trials: high.trials + more, successes: high.successes + more }, target, error, 'adaptive'),
    ),
  };
}

function needed(enough: (more: number) => boolean): number {
  let more = 0;
  while (more < MOST_NEEDED && !enough(more)) more += 1;
  return more;
}

/** How many runs either side has fewer than the other, near the pair. */
function runsBehind({ below, above, middle }: Pair, { counts }: SharpeningOptions) {
  const [from, to] = [below ** 2 / 2 ** middle, above ** 2 / 2 ** middle];
  const near = counts.filter(({ d }) => d >= from && d <= to);
  const runs = (side: readonly SuccessCount[]): number => side.reduce((sum, { trials }) => sum + trials, 0);
  return {
    below: -runs(near.filter(({ d }) => Math.log2(d) <= middle)),
    above: -runs(near.filter(({ d }) => Math.log2(d) > middle)),
  };
}
