import { describe, expect, it } from '@jest/globals';
import { coordinatesKeeper } from './trained-coordinates.js';

function kept(losses: readonly number[]) {
  const keeper = coordinatesKeeper();
  // One array for all, as in training.
  const theta = new Float32Array(2);
  for (const [epoch, loss] of losses.entries()) {
    const measured = { loss, accuracy: 0 };
    theta.fill(epoch);
    keeper.add({ epoch, step: 10 * epoch, train: measured, test: measured }, theta);
  }
  theta.fill(99);
  return keeper.kept();
}

const at = (epoch: number) => ({ epoch, step: 10 * epoch, theta: Float32Array.of(epoch, epoch) });

describe('coordinatesKeeper', () => {
  it.each([
    ['a loss that only falls', [3, 2, 1], 2],
    ['one that rises again', [3, 1, 2], 1],
    ['one that rises from the start', [1, 2, 3], 0],
    ['the first of two equal ones', [3, 1, 1], 1],
    ['a start alone', [3], 0],
  ])('keeps the last point and the best of %s', (_, losses, best) => {
    expect(kept(losses)).toEqual({ final: at(losses.length - 1), best: at(best) });
  });

  it('keeps one array where they are one point, and none before the first evaluation', () => {
    const outcome = kept([2, 1]);
    expect(outcome?.best).toBe(outcome?.final);
    expect(kept([])).toBeUndefined();
  });
});
