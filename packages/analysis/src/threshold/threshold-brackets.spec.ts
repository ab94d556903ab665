import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BinomialCount } from '../statistics/binomial-count.js';
import { thresholdBrackets } from './threshold-brackets.js';

/** Every pooled share of at most 6 trials is a multiple of 1 / 60, so the best fit is a point of this grid. */
const GRID = 60;

const logTerm = (times: number, probability: number) => (times === 0 ? 0 : times * Math.log(probability));

/** The largest likelihood over all non-falling grid probabilities with exactly the first `split` of them below the target (in closure). */
function bruteForce(counts: readonly BinomialCount[], split: number, target: number): number {
  const search = (index: number, least: number): number => {
    if (index === counts.length) return 0;
    let best = -Infinity;
    for (let step = least; step <= GRID; step += 1) {
      const p = step / GRID;
      if (index < split ? p > target : p < target) continue;
      const { trials, successes } = counts[index];
      const here = logTerm(successes, p) + logTerm(trials - successes, 1 - p);
      if (here > -Infinity) best = Math.max(best, here + search(index + 1, step));
    }
    return best;
  };
  return search(0, 0);
}

const smallTable = fc.array(
  fc
    .integer({ min: 1, max: 2 })
    .chain((trials) => fc.record({ trials: fc.constant(trials), successes: fc.integer({ min: 0, max: trials }) })),
  { minLength: 1, maxLength: 3 },
);

const withD = (counts: readonly BinomialCount[]) => counts.map((count, i) => ({ d: 2 ** i, ...count }));
const plausible = (counts: readonly BinomialCount[], target: number, confidence = 0.95) =>
  thresholdBrackets(withD(counts), target, confidence).map((bracket) => bracket.plausible);
const same = (trials: number, ...successes: number[]) => successes.map((count) => ({ trials, successes: count }));

describe('thresholdBrackets', () => {
  it('has the likelihood ratios of a search over all monotone probabilities', () => {
    fc.assert(
      fc.property(smallTable, fc.constantFrom(30, 45, 54), (counts, steps) => {
        const target = steps / GRID;
        const searched = counts.map((_, split) => bruteForce(counts, split, target));
        searched.push(bruteForce(counts, counts.length, target));
        const best = Math.max(...searched);
        const brackets = thresholdBrackets(withD(counts), target, 0.95);
        expect(brackets).toHaveLength(counts.length + 1);
        brackets.forEach((bracket, split) => {
          expect(bracket.likelihoodRatio).toBeCloseTo(2 * (best - searched[split]), 9);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('names the measured d at both ends, null where there is none', () => {
    const ends = thresholdBrackets(withD(same(4, 0, 4)), 0.5, 0.95).map(({ lower, upper }) => [lower, upper]);
    expect(ends).toEqual([
      [null, 1],
      [1, 2],
      [2, null],
    ]);
  });

  it('has the closed-form ratio of perfectly separated trials', () => {
    const ratios = thresholdBrackets(withD(same(5, 0, 0, 5, 5)), 0.5, 0.95).map((bracket) => bracket.likelihoodRatio);
    const oneStep = 2 * 5 * Math.log(2);
    [2 * oneStep, oneStep, 0, oneStep, 2 * oneStep].forEach((ratio, i) => expect(ratios[i]).toBeCloseTo(ratio, 9));
  });

  it.each([
    [1, 'TTTTTTT'],
    [2, '.TTTTT.'],
    [3, '..TTT..'],
    [4, '..TTT..'],
    [5, '...T...'],
    [50, '...T...'],
  ])('tells brackets of separated trials with %d seeds apart as far as chance allows', (seeds, expected) => {
    // n runs on the wrong side of 1/2 agree by chance with probability 2^-n, which 5 % allows from n = 5 on.
    const answers = plausible(same(seeds, 0, 0, 0, seeds, seeds, seeds), 0.5);
    expect(answers.map((answer) => (answer ? 'T' : '.')).join('')).toBe(expected);
  });

  it.each([0.5, 0.9])(
    'covers a single undecided d at its nominal rate, exactly, for 1 to 40 seeds (target %d)',
    (target) => {
      for (let seeds = 1; seeds <= 40; seeds += 1) {
        let probability = (1 - target) ** seeds;
        let justAbove = 0;
        let justBelow = 0;
        for (let successes = 0; successes <= seeds; successes += 1) {
          const answers = plausible(same(seeds, 0, 0, successes, seeds, seeds), target);
          const lower = answers.indexOf(true);
          const upper = answers.lastIndexOf(true);
          if (lower <= 2 && upper >= 2) justAbove += probability;
          if (lower <= 3 && upper >= 3) justBelow += probability;
          probability *= ((seeds - successes) / (successes + 1)) * (target / (1 - target));
        }
        expect(justAbove).toBeGreaterThanOrEqual(0.95);
        expect(justBelow).toBeGreaterThanOrEqual(0.95);
      }
    },
  );

  it('judges by the most extreme counts, not diluted by others', () => {
    // 8 of 10 leave 1/2 possible at 5 %, the 5 of 5 among them do not.
    expect(plausible(same(5, 0, 3, 5), 0.5)).toEqual([false, true, true, false]);
    expect(plausible(same(5, 0, 2, 5), 0.5)).toEqual([false, true, true, false]);
  });

  it('rules nothing in that the likelihood ratio alone would at many trials', () => {
    const answers = thresholdBrackets(withD(same(200, 0, 60, 140, 200)), 0.5, 0.95);
    for (const bracket of answers) expect(bracket.plausible).toBe(bracket.likelihoodRatio <= 3.841458820694124);
  });

  it('widens with the confidence', () => {
    const number = (confidence: number) => plausible(same(6, 0, 1, 3, 5, 6), 0.5, confidence).filter(Boolean).length;
    expect(number(0.5)).toBeLessThan(number(0.95));
    expect(number(0.95)).toBeLessThan(number(0.999));
  });
});
