import { describe, expect, it } from '@jest/globals';
import { parseExperiment, type RunResult } from '@dof/core';
import { bestLearningRate, tuningExperiment } from './tune-learning-rates.js';

/** The parts of a result that tuning looks at. */
function result(learningRate: number, trainLoss: number | undefined): RunResult {
  return {
    specification: { training: { optimizer: { learningRate } } },
    best: trainLoss === undefined ? undefined : { trainLoss },
  } as unknown as RunResult;
}

describe('bestLearningRate', () => {
  it('takes the lowest mean log loss, so that every d counts', () => {
    const results = [result(0.1, 2.0), result(0.1, 0.01), result(0.2, 1.5), result(0.2, 0.1)];
    expect(bestLearningRate(results)).toBe(0.1);
  });

  it('passes over a rate at which runs reach nothing, and knows none without results', () => {
    expect(bestLearningRate([result(1, undefined), result(0.1, 2.2)])).toBe(0.1);
    expect(bestLearningRate([])).toBeUndefined();
  });
});

describe('tuningExperiment', () => {
  it('tries every rate for the method on seeds of its own', () => {
    const experiment = parseExperiment(
      {
        model: 'conv-2',
        data: 'mnist',
        degreesOfFreedom: [8],
        seeds: [1_000_000_000],
        benchmark: { learningRates: [0.1, 0.2], tuningSeeds: 2 },
      },
      { source: 'test', defaultName: 'x', baseDirectory: '/' },
    );
    const tuning = tuningExperiment(experiment, { name: 'a', options: { k: 5 } });
    expect(tuning.methods).toEqual([
      { name: 'a', options: { k: 5 }, learningRate: 0.1 },
      { name: 'a', options: { k: 5 }, learningRate: 0.2 },
    ]);
    expect(tuning.seeds).toEqual([1_000_000_001, 1_000_000_002]);
    expect(tuning.degreesOfFreedom).toEqual(experiment.degreesOfFreedom);
  });
});
