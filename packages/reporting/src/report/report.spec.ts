import { describe, expect, it } from '@jest/globals';
import { parseExperiment } from '@dof/core';
import { reproducibleExperiment } from './report.js';

describe('reproducibleExperiment', () => {
  it('is an experiment file of the same experiment', () => {
    const origin = { source: 'test', defaultName: 'x', baseDirectory: '/somewhere' };
    const document = {
      ...{ model: 'conv-2', data: 'mnist', methods: ['random', { name: 'lora', learningRate: 0.1 }], seeds: 3 },
      ...{ degreesOfFreedom: { from: 8, to: 64 }, start: ['init', { type: 'burn-in', steps: [5, 10] }] },
    };
    const experiment = parseExperiment(document, origin);
    const again = JSON.parse(JSON.stringify(reproducibleExperiment(experiment)));
    expect(parseExperiment(again, origin)).toEqual(experiment);
  });

  it('lists the learning rates that are tried', () => {
    const origin = { source: 'test', defaultName: 'x', baseDirectory: '/somewhere' };
    const training = { optimizer: { name: 'adamw', learningRate: [0.2, 0.1] }, schedule: { type: 'cosine' } };
    const document = { model: 'conv-2', data: 'mnist', degreesOfFreedom: [8], training, tune: { seeds: 4 } };
    const experiment = parseExperiment(document, origin);
    const again = JSON.parse(JSON.stringify(reproducibleExperiment(experiment)));
    expect(parseExperiment(again, origin)).toEqual(experiment);
  });
});
