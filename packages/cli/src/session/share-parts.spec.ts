import { describe, expect, it } from '@jest/globals';
import type { RunResult } from '@dof/core';
import { partSharing } from './share-parts.js';

const result = (d: number, units: number): RunResult =>
  ({
    hash: String(d),
    specification: {
      ...{ degreesOfFreedom: d, model: { layers: [{ units }] }, data: { name: 'x' }, backend: {}, method: {} },
      ...{ training: { epochs: 1 }, evaluation: {} },
    },
    machine: { cpu: 'x', cores: 2, platform: 'y', node: 'z' },
  }) as unknown as RunResult;

describe('partSharing', () => {
  it('changes no value, and keeps one copy of equal parts', () => {
    const share = partSharing();
    const [first, second, third] = [result(8, 10), result(16, 10), result(16, 20)].map(share);
    expect([first, second, third]).toEqual([result(8, 10), result(16, 10), result(16, 20)]);
    expect(second.specification.model).toBe(first.specification.model);
    expect(second.machine).toBe(first.machine);
    expect(third.specification.model).not.toBe(first.specification.model);
  });
});
