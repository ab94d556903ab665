import { describe, expect, it } from '@jest/globals';
import type { LearningRateSchedule, TrainingRecipe } from '../contracts/training-recipe.js';
import { learningRateAt, withLearningRate } from './learning-rate.js';

function recipe(schedule: LearningRateSchedule, learningRate = 1): TrainingRecipe {
  return { optimizer: { name: 'momentum', learningRate, momentum: 0.9 }, schedule, batchSize: 8, epochs: 1 };
}

const ratesOf = (schedule: LearningRateSchedule, steps: number, learningRate = 1): number[] =>
  Array.from({ length: steps }, (_, step) => learningRateAt(recipe(schedule, learningRate), step, steps));

describe('learningRateAt', () => {
  it('changes at the boundaries', () => {
    const changes = recipe([
      { step: 2, learningRate: 0.5 },
      { step: 5, learningRate: 0.1 },
    ]);
    expect([0, 1, 2, 4, 5, 99].map((step) => learningRateAt(changes, step, 100))).toEqual([1, 1, 0.5, 0.5, 0.1, 0.1]);
  });

  it('follows half a cosine from its own rate to the last', () => {
    const rates = ratesOf({ type: 'cosine', to: 0.2, warmUp: 0 }, 12);
    // cos of 0, 60, 90, 120 and 165 degrees.
    for (const [step, cosine] of [
      [0, 1],
      [4, 0.5],
      [6, 0],
      [8, -0.5],
      [11, -(Math.sqrt(6) + Math.sqrt(2)) / 4],
    ]) {
      expect(rates[step]).toBeCloseTo(0.2 + 0.4 * (1 + cosine), 12);
    }
  });

  it('rises evenly in the warm-up, to the whole rate in the step after it', () => {
    expect(ratesOf({ type: 'constant', warmUp: 3 }, 6, 2)).toEqual([0.5, 1, 1.5, 2, 2, 2]);
    const cosine = ratesOf({ type: 'cosine', to: 0, warmUp: 3 }, 7, 2);
    expect(cosine.slice(0, 4)).toEqual([0.5, 1, 1.5, 2]);
    expect(cosine[5]).toBeCloseTo(1, 12);
  });

  it('never gets beyond a warm-up that is longer than the run', () => {
    expect(ratesOf({ type: 'cosine', to: 0, warmUp: 9 }, 2)).toEqual([0.1, 0.2]);
  });
});

describe('withLearningRate', () => {
  it('scales the schedule along', () => {
    const given = recipe([{ step: 10, learningRate: 0.03 }], 0.1);
    const changed = withLearningRate(given, 0.2);
    expect(changed.optimizer).toEqual({ name: 'momentum', learningRate: 0.2, momentum: 0.9 });
    expect(learningRateAt(changed, 10, 20)).toBeCloseTo(0.06, 12);
    expect(given.optimizer.learningRate).toBe(0.1);
  });

  it.each<LearningRateSchedule>([
    { type: 'cosine', to: 0.01, warmUp: 2 },
    { type: 'constant', warmUp: 2 },
  ])('multiplies every rate of a rule alike: $type', (schedule) => {
    const given = recipe(schedule, 0.1);
    for (let step = 0; step < 10; step++) {
      const rate = learningRateAt(withLearningRate(given, 0.3), step, 10);
      expect(rate).toBeCloseTo(3 * learningRateAt(given, step, 10), 12);
    }
  });
});
