import { describe, expect, it } from '@jest/globals';
import { groupIntoSeries, tunedMembers, type RunSpecification, type TuningRecord } from '@dof/core';

const METHOD = { name: 'random', version: '1', options: {} };

function run(degreesOfFreedom: number, learningRate: number, name = 'random') {
  const specification: RunSpecification = {
    format: 1,
    model: { name: 'net', inputShape: [1, 1, 1], layers: [], loss: 'softmax-cross-entropy' },
    data: { name: 'clusters', version: '1', options: {}, contentHash: 'ab', trainCount: 100, testCount: 10 },
    backend: { name: 'simd', version: '1' },
    method: { ...METHOD, name },
    start: { type: 'init', seed: 7 },
    degreesOfFreedom,
    seed: 7,
    training: {
      optimizer: { name: 'momentum', learningRate, momentum: 0.9 },
      schedule: [],
      batchSize: 10,
      epochs: 3,
    },
    evaluation: { every: 'epoch', batchSize: 50 },
  };
  return { hash: `${name} ${degreesOfFreedom} ${learningRate}`, specification };
}

/** At d = 1 the rate given is the best, at d = 2 a higher one. */
const runs = [run(1, 0.1), run(2, 0.1), run(2, 0.4), run(1, 0.1, 'other'), run(2, 0.1, 'other')];
const choice = { method: METHOD, start: { type: 'init', seed: 'run' } } as const;
const tuning: TuningRecord = {
  learningRates: [0.1, 0.4],
  training: runs[0].specification.training,
  seeds: [8],
  choices: [
    { ...choice, degreesOfFreedom: 1, learningRate: 0.1, runs: ['random 1 0.1'] },
    { ...choice, degreesOfFreedom: 2, learningRate: 0.4, runs: ['random 2 0.4'] },
  ],
  tunedOnly: ['random 2 0.4'],
};

describe('tunedMembers', () => {
  it('has a series at the best rates beside that at the one given, and a run may be a trial of both', () => {
    const series = groupIntoSeries(tunedMembers(runs, tuning));
    expect(series.map(({ label, runs: own }) => [label, own.map(({ hash }) => hash)])).toEqual([
      ['random (learning rate 0.1)', ['random 1 0.1', 'random 2 0.1']],
      ['other', ['other 1 0.1', 'other 2 0.1']],
      ['random (learning rate best of 0.1, 0.4)', ['random 1 0.1', 'random 2 0.4']],
    ]);
    expect(new Set(series.map(({ setting }) => setting)).size).toBe(1);
  });

  it('leaves the runs as they are without a tuning', () => {
    expect(tunedMembers(runs, undefined)).toBe(runs);
  });
});
