import { describe, expect, it } from '@jest/globals';
import type { TunedChoice, TuningRecord } from '@dof/core';
import { tuningInWords } from './tuning-in-words.js';

const init = { type: 'init', seed: 'run' } as const;
const burnIn = { type: 'burn-in', seed: 2, steps: 5, learningRate: 0.1, momentum: 0.9, batchSize: 8 } as const;

function choice(degreesOfFreedom: number, learningRate: number, more: Partial<TunedChoice> = {}): TunedChoice {
  const method = { name: 'random', version: '1', options: {} };
  return { method, start: init, degreesOfFreedom, learningRate, runs: [], ...more };
}

function words(choices: readonly TunedChoice[], seeds: readonly number[]): readonly string[] {
  return tuningInWords({ learningRates: [0.1, 0.2], seeds, choices, tunedOnly: [] } as unknown as TuningRecord);
}

describe('tuningInWords', () => {
  it('says what was tried, what was best, and where the list may be too short', () => {
    expect(
      words([choice(8, 0.2, { end: 'highest' }), choice(16, 0.1), choice(32, 0.2, { end: 'highest' })], [5, 6]),
    ).toEqual([
      'Learning rates tried for each d: 0.1, 0.2, on the seeds 5, 6, which count for nothing else.',
      'random from init: the best is 0.2 at d = 8, 32; 0.1 at d = 16. The highest of the list was best at d = 8, 32: a ' +
        'higher one might do better.',
    ]);
  });

  it('has a line for each method and start', () => {
    const other = { name: 'random', version: '1', options: { projection: 'sparse' } };
    const [, ...lines] = words(
      [choice(8, 0.1), choice(8, 0.1, { start: burnIn }), choice(8, 0.1, { method: other })],
      [5],
    );
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'random from init',
      'random from burn-in 5 seed 2',
      'random (projection sparse) from init',
    ]);
  });
});
