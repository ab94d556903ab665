import { describe, expect, it } from '@jest/globals';
import { runResult } from '../../test/run-results.js';
import { shareParts } from './share-parts.js';

const machine = { cpu: 'a processor', cores: 2, platform: 'linux', node: 'v20' };

/** As a store gives them, each by itself. */
const read = [0, 1, 2].map((seed) =>
  structuredClone({ ...runResult({ d: 8, seed, losses: [2, 1], method: seed === 2 ? 'other' : 'random' }), machine }),
);

describe('shareParts', () => {
  it('changes nothing of the results', () => {
    expect(shareParts(read)).toEqual(read);
    const without = read.map(({ machine: _, ...result }) => result);
    expect(shareParts(without)).toEqual(without);
    expect(shareParts([])).toEqual([]);
  });

  it('has one object for parts that are alike, and only for these', () => {
    const [first, second, third] = shareParts(read);
    expect(first.specification.model).not.toBe(read[1].specification.model);
    for (const name of ['model', 'data', 'backend', 'method', 'training', 'evaluation'] as const) {
      expect(second.specification[name]).toBe(first.specification[name]);
    }
    expect(second.machine).toBe(first.machine);
    expect(third.specification.method).not.toBe(first.specification.method);
    expect(second.specification.start).not.toBe(first.specification.start);
  });

  it('gives results back that share their parts already', () => {
    const shared = shareParts(read);
    const again = shareParts([...shared, ...shared]);
    expect(again[3]).toBe(shared[0]);
    expect(again[5]).toBe(shared[2]);
  });
});
