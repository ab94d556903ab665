import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lossTicks, withoutSlivers } from './heat-map-layer.js';
import type { PhaseCell, PhaseTransitionData } from './phase-transition-data.js';

const HEIGHT = 400;

/** Columns of rectangles over the same range of losses. */
const data: fc.Arbitrary<PhaseTransitionData> = fc
  .array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 60 }), { minLength: 1, maxLength: 4 })
  .map((columns) => ({
    cells: columns.flatMap((places, column): PhaseCell[] => {
      // From a loss of .1 to one of 10.
      const edges = [0, ...new Set(places.filter((place) => place > 0 && place < 1).sort((a, b) => a - b)), 1];
      const losses = edges.map((place) => 0.1 * 100 ** place);
      return losses.slice(1).map((top, i) => ({
        ...{ d: 2 ** column, left: column, right: column + 1, bottom: losses[i], top },
        ...{ probability: i / losses.length, trials: losses.length },
      }));
    }),
    ...{ steps: [], dRange: [1, 5], lossRange: [0.1, 10] },
  }));

const pixels = ({ bottom, top }: PhaseCell) => (Math.log(top / bottom) / Math.log(100)) * HEIGHT;

describe('withoutSlivers', () => {
  it('covers each column as before, with rectangles that can be seen but for the last', () =>
    fc.assert(
      fc.property(data, (before) => {
        const { cells, ...rest } = withoutSlivers(before, HEIGHT);
        expect({ ...rest, cells: before.cells }).toEqual(before);
        cells.forEach((cell, i) => {
          const next = cells.at(i + 1);
          if (next?.d === cell.d) {
            expect(next.bottom).toBe(cell.top);
            expect(pixels(cell)).toBeGreaterThan(0.499);
          } else expect(cell.top).toBeCloseTo(10, 12);
          if (cells.at(i - 1)?.d !== cell.d || i === 0) expect(cell.bottom).toBeCloseTo(0.1, 12);
        });
      }),
    ));

  it('keeps the colour of what can be seen within half a pixel', () =>
    fc.assert(
      fc.property(data, (before) => {
        const after = withoutSlivers(before, HEIGHT).cells;
        for (const cell of before.cells.filter((one) => pixels(one) >= 0.5)) {
          const drawn = after.find(({ d, top }) => d === cell.d && top === cell.top);
          expect(drawn).toMatchObject({ probability: cell.probability, trials: cell.trials });
          expect(pixels(drawn ?? cell) - pixels(cell)).toBeLessThan(0.501);
        }
      }),
    ));
});

describe('lossTicks', () => {
  it('are 1, 2 and 5 times powers of ten inside the range', () => {
    expect(lossTicks([0.035, 2.5])).toEqual([0.05, 0.1, 0.2, 0.5, 1, 2]);
    expect(lossTicks([0.1, 1])).toEqual([0.1, 0.2, 0.5, 1]);
  });

  it('are powers of ten alone over many decades', () => {
    expect(lossTicks([3e-7, 2])).toEqual([1e-6, 1e-5, 1e-4, 0.001, 0.01, 0.1, 1]);
  });

  it('are left to the axis in a narrow range', () => {
    expect(lossTicks([0.21, 0.4])).toBeUndefined();
  });
});
