import { describe, expect, it } from '@jest/globals';
import { parseExperiment, type RunResult } from '@dof/core';
import { benchmarkSettings } from './benchmark-settings.js';
import { bestLearningRate, endOfRates, tuneLearningRates, tuningExperiment } from './tune-learning-rates.js';

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

describe('endOfRates', () => {
  it('tells a best rate beside which no better one was tried', () => {
    expect([0.1, 0.02, 0.05].map((rate) => endOfRates(rate, [0.02, 0.05, 0.1]))).toEqual([
      'highest',
      'lowest',
      undefined,
    ]);
    expect(endOfRates(0.1, [0.1, 0.02])).toBe('highest');
  });

  it('says nothing where one rate or none was tried', () => {
    expect(endOfRates(0.1, [0.1])).toBeUndefined();
    expect(endOfRates(0.1, [])).toBeUndefined();
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
      },
      { source: 'test', defaultName: 'x', baseDirectory: '/' },
    );
    const settings = benchmarkSettings.parse({ learningRates: [0.1, 0.2], tuningSeeds: 2 });
    const tuning = tuningExperiment(experiment, settings, { name: 'a', options: { k: 5 } });
    expect(tuning.methods).toEqual([
      { name: 'a', options: { k: 5 }, learningRate: 0.1 },
      { name: 'a', options: { k: 5 }, learningRate: 0.2 },
    ]);
    expect(tuning.seeds).toEqual([1_000_000_001, 1_000_000_002]);
    expect(tuning.degreesOfFreedom).toEqual(experiment.degreesOfFreedom);
  });
});

describe('tuneLearningRates', () => {
  const experiment = parseExperiment(
    {
      model: 'conv-2',
      data: 'mnist',
      degreesOfFreedom: [8],
      methods: ['a', 'b'],
    },
    { source: 'test', defaultName: 'x', baseDirectory: '/' },
  );
  const settings = benchmarkSettings.parse({ null: 'random', learningRates: [0.1, 0.2] });
  const names = async (train: Parameters<typeof tuneLearningRates>[2]) => {
    const tuned: [string, number | undefined][] = [];
    for await (const { name, learningRate } of tuneLearningRates(experiment, settings, train))
      tuned.push([name, learningRate]);
    return tuned;
  };

  it('yields the null model and every method at its best rate', async () => {
    const best: Readonly<Record<string, number>> = { random: 0.1, a: 0.2, b: 0.1 };
    const tuned = await names(async ({ methods }) =>
      methods.map(({ name, learningRate = 0 }) => result(learningRate, learningRate === best[name] ? 0.5 : 1)),
    );
    expect(tuned).toEqual(Object.entries(best));
  });

  it('ends where the runs were not all done', async () => {
    const tuned = await names(async ({ methods: [{ name }] }) => (name === 'a' ? undefined : [result(0.2, 1)]));
    expect(tuned).toEqual([['random', 0.2]]);
  });
});
