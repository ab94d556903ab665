import { describe, expect, it } from '@jest/globals';
import { simulateWell, studyWell, type WellStudyOptions } from './well-study.js';

const options: WellStudyOptions = { eigenvalues: new Float64Array(40).fill(1), radius: 1, losses: [0.1, 0.25] };

describe('studyWell', () => {
  it('returns losses falling, with shares of the loss at the start', () => {
    const { dimension, startingLoss, answers } = studyWell(options);
    expect(dimension).toBe(40);
    expect(startingLoss).toBeCloseTo(0.5, 12);
    expect(answers.map(({ loss }) => loss)).toEqual([0.25, 0.1]);
    expect(answers[0].share).toBeCloseTo(0.5, 12);
    expect(answers[1].share).toBeCloseTo(0.2, 12);
  });
});

describe('simulateWell', () => {
  it('tells its progress, and gives the same for the same seed', async () => {
    const study = studyWell(options);
    const shares: number[] = [];
    const simulated = await simulateWell(options, study, {
      ...{ trials: 4, seed: 1 },
      onProgress: (share) => void shares.push(share),
    });
    expect(shares).toEqual([0.25, 0.5, 0.75, 1]);
    expect(simulated.answers.every((answer) => answer.simulated?.trials === 4)).toBe(true);
    expect(await simulateWell(options, study, { trials: 4, seed: 1 })).toEqual(simulated);
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    let trials = 0;
    const work = simulateWell(options, studyWell(options), {
      ...{ trials: 100, seed: 0, signal: controller.signal },
      onProgress: () => {
        if (++trials === 2) controller.abort(new Error('enough'));
      },
    });
    await expect(work).rejects.toThrow('enough');
    expect(trials).toBe(2);
  });
});
