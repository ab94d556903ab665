import { describe, expect, it } from '@jest/globals';
import { keyFromSeed, type Objective } from '@dof/core';
import { anchoredTraining, epochOfPoint, penaltyAt, sineSquared, type AnchoredTraining } from './anchored-training.js';

/** L = 1/2 |w|^2 in the plane, until it is asked about a point that `breaks`. */
function bowl(breaks: (w: Float32Array) => boolean = () => false): Objective {
  const loss = (w: Float32Array): number => (breaks(w) ? NaN : (w[0] ** 2 + w[1] ** 2) / 2);
  return {
    dimension: 2,
    layout: { dimension: 2, segments: [] },
    initialise: () => new Float32Array(2),
    lossAndGradient: (w, _, gradient) => {
      gradient.set(w);
      return loss(w);
    },
    evaluate: (w) => ({ loss: loss(w), accuracy: 0 }),
    dispose: () => {},
  };
}

const training: AnchoredTraining = {
  objective: bowl(),
  start: Float32Array.of(-3, 4),
  direction: Float64Array.of(10, 0),
  distance: 2,
  recipe: { optimizer: { name: 'momentum', learningRate: 0.1, momentum: 0.5 }, schedule: [], batchSize: 1, epochs: 6 },
  penalty: { from: 1, to: 0.01 },
  trainCount: 100,
  key: keyFromSeed(1),
};

describe('anchoredTraining', () => {
  it('begins at the anchor, T lengths of the start along g, and gives means and what lies between them', async () => {
    const { points, startLoss, distance } = await anchoredTraining(training);
    expect(startLoss).toBe(12.5);
    // |w_t| is 5.
    expect(distance).toBe(10);
    expect(points[0]).toMatchObject({ along: 10, across: 0 });
    expect(points).toHaveLength(1 + 6 + 5);
    expect(points.map((_, i) => epochOfPoint(i))).toEqual([0, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6]);
    // The loss is that of a convex function, so in the middle it is below the mean of the ends.
    for (let i = 2; i < points.length; i += 2) {
      expect(points[i].loss).toBeLessThan((points[i - 1].loss + points[i + 1].loss) / 2);
    }
  });

  it('ends where the penalty leaves it: near lambda a / (1 + lambda), lower and further turned in every epoch', async () => {
    const { points } = await anchoredTraining(training);
    // The anchor is at (7, 4); lambda = 0.01 in the last epoch, whose mean is behind by a few steps.
    const end = points[points.length - 1];
    expect(end.along).toBeCloseTo(3 + 0.07, 0);
    expect(end.across).toBeCloseTo(4 - 0.04, 0);
    const means = points.filter((_, i) => i % 2 === 1);
    for (let i = 1; i < means.length; i++) {
      expect(means[i].loss).toBeLessThan(means[i - 1].loss);
      expect(sineSquared(means[i])).toBeGreaterThan(sineSquared(means[i - 1]));
    }
  });

  it('takes 1 for the length of a start at 0, and the length of g for nothing', async () => {
    const fromZero = { ...training, start: new Float32Array(2) };
    expect((await anchoredTraining(fromZero)).distance).toBe(2);
    const longer = { ...training, direction: Float64Array.of(0.001, 0) };
    expect(await anchoredTraining(longer)).toEqual(await anchoredTraining(training));
  });

  it('keeps what it has where training diverges', async () => {
    // It starts at (7, 4) and falls; below 3 it breaks.
    const { points } = await anchoredTraining({ ...training, objective: bowl((w) => Math.abs(w[1]) < 1.5) });
    expect(points.length).toBeGreaterThan(1);
    expect(points.length).toBeLessThan(12);
    expect(points.every(({ loss }) => Number.isFinite(loss))).toBe(true);
  });

  it('refuses a start without a loss, and a training set without a whole batch', async () => {
    await expect(anchoredTraining({ ...training, objective: bowl((w) => w[0] === -3) })).rejects.toMatchObject({
      code: 'DOF_TRAINING_DIVERGED',
      message: expect.stringContaining('the loss at the starting point is NaN'),
    });
    await expect(anchoredTraining({ ...training, trainCount: 0 })).rejects.toMatchObject({
      code: 'DOF_BAD_BATCH_SIZE',
    });
  });
});

describe('penaltyAt', () => {
  it('falls by the same factor from epoch to epoch', () => {
    const penalty = { from: 8, to: 0.5 };
    expect([1, 2, 3, 4, 5].map((epoch) => penaltyAt(penalty, epoch, 5))).toEqual([8, 4, 2, 1, 0.5]);
    expect(penaltyAt(penalty, 1, 1)).toBe(8);
  });
});

describe('sineSquared', () => {
  it('is that of the angle up to a right one, and 1 beyond', () => {
    expect(sineSquared({ along: 4, across: 3 })).toBeCloseTo(9 / 25, 12);
    expect(sineSquared({ along: 0, across: 3 })).toBe(1);
    expect(sineSquared({ along: -4, across: 3 })).toBe(1);
  });
});
