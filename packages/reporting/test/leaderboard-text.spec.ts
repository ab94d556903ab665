import { buildReport, leaderboardText } from '@dof/reporting';
import { describe, expect, it } from '@jest/globals';
import { manyMethods } from './report-input.js';
import { reportInput, runResult } from './run-results.js';

/** Eight seeds, which all reach the loss 1 from `enough` degrees of freedom on, and 2 below. */
function runs(method: string, degreesOfFreedom: readonly number[], enough: number) {
  return degreesOfFreedom.flatMap((d) =>
    Array.from({ length: 8 }, (_, seed) => runResult({ d, seed, losses: [2.5, d < enough ? 2 : 1], method })),
  );
}

const NULL = runs('random', [8, 16, 32, 64], 64);
const textOf = (...results: ReturnType<typeof runs>[]) =>
  leaderboardText(buildReport({ ...reportInput([], [], {}, [1.5]), results: results.flat() }));

describe('leaderboardText', () => {
  it('has both d*, their ratio with its interval, and the verdict', () => {
    // d* of a sharp transition is the geometric mean of the d around it: 11.3 and 45.3.
    expect(textOf(NULL, runs('lora', [8, 16, 32], 16)).split('\n')).toEqual([
      'Against the null model, random: ratio is d* of the method over d* of the null',
      '',
      "  loss level  method  d*  null's d*  ratio  95 % interval   verdict",
      '         1.5  lora    11         45  0.250  0.125 to 0.500  better',
      '',
    ]);
  });

  it('says what is known where a d* lies outside the measured d', () => {
    expect(textOf(NULL, runs('lora', [8, 16], 1))).toMatch(/ lora +<= 8 +45 +- +< 0.250 +better\n$/);
    expect(textOf(NULL, runs('lora', [8, 16, 128], 999))).toMatch(/ lora +> 128 +45 +- +> 2.00 +worse\n$/);
  });

  it('names the start where there are several', () => {
    const text = leaderboardText(buildReport(manyMethods()));
    expect(text).toMatch(/loss level +method +start +d\* /);
    // Two methods at four levels.
    expect(text.match(/initialisation/g)).toHaveLength(8);
    expect(text.match(/burn-in, 20 steps/g)).toHaveLength(8);
  });

  it('is empty where nothing stands beside the null model', () => {
    expect(textOf(NULL)).toBe('');
    expect(textOf(runs('lora', [8, 16], 16))).toBe('');
    expect(textOf()).toBe('');
  });
});
