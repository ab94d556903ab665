import { describe, expect, it } from '@jest/globals';
import type { RunResult } from '../contracts/run.js';
import { partSharing } from './part-sharing.js';

/** As a store gives it: no object is that of another run. */
const result = (units: number, seed: number, rest: Partial<RunResult> = {}): RunResult =>
  ({
    hash: `${units} ${seed}`,
    specification: {
      ...{ seed, degreesOfFreedom: 8, model: { layers: [{ units }] }, data: { name: 'x' }, backend: { name: 'y' } },
      ...{ method: { name: 'random', options: {} }, start: { type: 'init', seed } },
      ...{ training: { epochs: 1 }, evaluation: { every: 'epoch' } },
    },
    machine: { cpu: 'x', cores: 2, platform: 'y', node: 'z' },
    ...rest,
  }) as unknown as RunResult;
const read = () => [result(10, 0), result(10, 1), result(20, 1)];

describe('partSharing', () => {
  it('changes nothing of the results', () => {
    const without = { machine: undefined };
    for (const results of [read(), [], [result(10, 0, without), result(10, 0, without)]]) {
      expect(results.map(partSharing())).toEqual(results);
    }
  });

  it('has one object for parts that are alike, and only for these', () => {
    const [first, second, third] = read().map(partSharing());
    for (const name of ['model', 'data', 'backend', 'method', 'training', 'evaluation'] as const) {
      expect(second.specification[name]).toBe(first.specification[name]);
    }
    expect(second.machine).toBe(first.machine);
    expect(second.specification.start).not.toBe(first.specification.start);
    expect(third.specification.model).not.toBe(second.specification.model);
    expect(third.specification.start).toBe(second.specification.start);
  });

  it('gives results back that share their parts already', () => {
    const share = partSharing();
    const shared = read().map(share);
    shared.map(share).forEach((again, i) => expect(again).toBe(shared[i]));
  });
});
