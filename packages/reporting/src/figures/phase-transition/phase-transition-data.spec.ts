import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { successProbability, thresholdTrainingDimension } from '@dof/analysis';
import { reportInput } from '../../../test/run-results.js';
import { summarise } from '../../summary/summarise.js';
import { logEdges, phaseTransitionData } from './phase-transition-data.js';

const DEGREES_OF_FREEDOM = [3, 8, 100];
const loss = fc.oneof(fc.double({ min: 1e-4, max: 10, noNaN: true }), fc.constantFrom(0, 0.2, 1));
const losses = fc.array(fc.array(loss, { minLength: 1, maxLength: 6 }), { minLength: 3, maxLength: 3 });

function dataFor(bests: readonly (readonly number[])[]) {
  const summary = summarise(reportInput(DEGREES_OF_FREEDOM, bests));
  return phaseTransitionData(summary.methods[0], summary);
}

const trialsOf = (bests: readonly (readonly number[])[]) =>
  DEGREES_OF_FREEDOM.flatMap((d, i) => bests[i].map((best, seed) => ({ d, seed, best: Math.min(best, 2.5) })));

describe('phaseTransitionData', () => {
  it('shows at every loss level the success probability and d* of the analysis', () => {
    fc.assert(
      fc.property(losses, fc.double({ min: 0, max: 1, noNaN: true }), (bests, share) => {
        const { cells, steps, lossRange } = dataFor(bests);
        const level = lossRange[0] * (lossRange[1] / lossRange[0]) ** (0.001 + 0.998 * share);
        const trials = trialsOf(bests);
        const covering = <T extends { bottom: number; top: number }>(list: readonly T[]) =>
          list.filter(({ bottom, top }) => bottom <= level && level < top);

        expect(covering(cells).map(({ d, probability, trials: n }) => [d, probability, n])).toEqual(
          successProbability(trials, level).map(({ d, estimate, trials: n }) => [d, estimate, n]),
        );
        const { dStar, lower, upper } = thresholdTrainingDimension(trials, { level });
        expect(covering(steps).map((step) => [step.dStar, step.lower, step.upper])).toEqual([[dStar, lower, upper]]);
      }),
    );
  });

  it('tiles the picture without gaps', () => {
    const { cells, steps, dRange, lossRange } = dataFor([
      [2, 1],
      [0.5, 0.4],
      [0.1, 0.05],
    ]);
    for (const d of DEGREES_OF_FREEDOM) {
      const column = cells.filter((cell) => cell.d === d);
      expect([column[0].bottom, column[column.length - 1].top]).toEqual(lossRange);
      column.slice(1).forEach((cell, i) => expect(cell.bottom).toBe(column[i].top));
    }
    expect([cells[0].left, cells[cells.length - 1].right]).toEqual(dRange);
    expect([steps[0].bottom, steps[steps.length - 1].top]).toEqual(lossRange);
    expect(lossRange[0]).toBeLessThan(0.05);
    expect(lossRange[1]).toBeGreaterThan(2);
  });

  it('bounds the number of shapes whatever the number of runs', () => {
    const many = DEGREES_OF_FREEDOM.map((_, i) => Array.from({ length: 2000 }, (_, k) => (1 + k / 2000) / 4 ** i));
    const { cells, steps } = dataFor(many);
    expect(cells.length).toBeLessThanOrEqual(3 * 201);
    expect(steps.length).toBeLessThanOrEqual(201);
    for (const d of DEGREES_OF_FREEDOM) {
      const column = cells.filter((cell) => cell.d === d).map((cell) => cell.probability);
      expect([column[0], column[column.length - 1]]).toEqual([0, 1]);
    }
  });
});

describe('logEdges', () => {
  it('lies halfway between neighbours on a logarithmic axis, and as far beyond the ends', () => {
    [1, 4, 16, 64].forEach((edge, i) => expect(logEdges([2, 8, 32])[i]).toBeCloseTo(edge, 12));
    [0.5, 2, 16, 256].forEach((edge, i) => expect(logEdges([1, 4, 64])[i]).toBeCloseTo(edge, 12));
  });

  it('gives a lone position a column around it, and none a picture', () => {
    const [left, right] = logEdges([64]);
    expect(left * right).toBeCloseTo(64 ** 2, 9);
    expect(left).toBeLessThan(64);
    expect(logEdges([])).toEqual([1, 10]);
  });
});
