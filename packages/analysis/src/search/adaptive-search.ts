import type { DesignStrategy, SearchEnd, SearchState } from '@dof/core';
import { thresholdBracketOf } from '../comparison/threshold-bracket-of.js';
import { thresholdTrainingDimension } from '../threshold/threshold-training-dimension.js';
import type { ThresholdTrainingDimension } from '../threshold/threshold.js';
import { countSuccesses } from '../trials/count-successes.js';
import { bisection } from './bisection.js';
import { candidateDegreesOfFreedom, type CandidateDegreesOfFreedom } from './candidate-degrees-of-freedom.js';
import { sharpening } from './sharpening.js';

/** Of the width, in octaves. */
const ROUNDING = 1e-9;

/**
 * Searches for the threshold training dimension. First single runs bisect, in log d, the gap between the d that fail and
 * those that succeed, until it is narrower than half the width asked for; where d* is expected somewhere, they begin there
 * and go outwards in growing steps until there is such a gap. From then on runs go where they rule out most:
 * to a d below and a d above the likeliest d*. If success sets in within the width these are the width apart, and runs
 * there mostly agree; if it takes longer they are where a logistic curve is at its most telling. The interval is that of
 * `thresholdTrainingDimension` with an adaptive design.
 */
export const adaptiveSearch: DesignStrategy = {
  name: 'adaptive-search',
  version: '1',
  next(state) {
    const { level, delta, confidence, width } = state.goal;
    const answer = thresholdTrainingDimension(state.trials, { level, delta, confidence, design: 'adaptive' });
    const { lower, upper } = answer;
    const candidates = candidateDegreesOfFreedom(state.candidates);
    const end = endOf(answer, width, candidates);
    if (end !== undefined) return { type: 'stop', end, lower, upper };
    return { type: 'measure', degreesOfFreedom: chosen(state, candidates), lower, upper };
  },
};

function endOf(
  { status, lower, upper }: ThresholdTrainingDimension,
  width: number,
  candidates: CandidateDegreesOfFreedom,
): SearchEnd | undefined {
  if (status === 'above' && lower !== null && lower >= candidates.largest) return 'above';
  if (status === 'below' && upper !== null && upper <= candidates.smallest) return 'below';
  if (lower === null || upper === null) return undefined;
  if (Math.log2(upper / lower) <= width + ROUNDING) return 'width';
  return (candidates.above(lower) ?? upper) >= upper ? 'resolution' : undefined;
}

function chosen({ goal, trials, batch }: SearchState, candidates: CandidateDegreesOfFreedom): readonly number[] {
  const counts = countSuccesses(trials, goal.level);
  const gap = thresholdBracketOf(counts, 1 - goal.delta);
  const { expected } = goal;
  return (
    bisection({ gap, expected, measured: counts.length > 0, width: goal.width / 2, candidates, batch }) ??
    sharpening({ counts, gap, goal, candidates, batch })
  );
}
