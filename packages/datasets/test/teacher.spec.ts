import { describe, expect, it } from '@jest/globals';
import { fillNormal, keyFromSeed, parseOptions, splitKey, type Dataset } from '@dof/core';
import { teacher } from '@dof/datasets';

const load = (options: object = {}): Promise<Dataset> =>
  teacher.load(parseOptions(teacher.options, options, 'teacher'));
const SMALL = { classes: 3, inputShape: [2, 2, 1], hidden: 5, seed: 11 };

/** `count` rows of normal weights, as the teacher draws them. */
function weights(name: string, rows: number, columns: number): number[][] {
  const all = new Float32Array(rows * columns);
  fillNormal(splitKey(keyFromSeed(SMALL.seed), name), 0, all);
  return Array.from({ length: rows }, (_, row) => [...all.subarray(row * columns, (row + 1) * columns)]);
}

describe('teacher', () => {
  it('labels by the largest centred output of its network', async () => {
    const { train } = await load({ ...SMALL, train: 2000 });
    const [first, second] = [weights('first layer', 5, 4), weights('second layer', 3, 5)];
    const dot = (a: readonly number[], b: readonly number[]): number =>
      a.reduce((sum, value, i) => sum + value * b[i], 0);
    const outputs = Array.from({ length: train.count }, (_, n) => {
      const x = [...train.inputs.subarray(4 * n, 4 * n + 4)].map((byte) => (byte - 127.5) / 40);
      const hidden = first.map((row) => Math.max(0, dot(row, x)));
      return second.map((row) => dot(row, hidden));
    });
    // The teacher is centred on other draws of the same inputs: labels differ only where two outputs nearly tie.
    const centre = [0, 1, 2].map((i) => outputs.reduce((sum, z) => sum + z[i], 0) / train.count);
    const wrong = outputs.filter((z, n) => {
      const centred = z.map((value, i) => value - centre[i]);
      return centred[train.labels[n]] < Math.max(...centred) - 0.5;
    });
    expect(wrong).toEqual([]);
  });

  it('makes no class rare', async () => {
    const { train } = await load({ train: 2000 });
    for (let label = 0; label < 10; label++) {
      expect(train.labels.filter((one) => one === label).length).toBeGreaterThan(40);
    }
  });

  it('depends on its options alone, and a larger set begins with the smaller one', async () => {
    const [small, again, large, other] = await Promise.all([
      load({ ...SMALL, train: 20 }),
      load({ ...SMALL, train: 20 }),
      load({ ...SMALL, train: 50 }),
      load({ ...SMALL, train: 20, seed: 1 }),
    ]);
    expect(again).toEqual(small);
    expect([...large.train.labels.slice(0, 20)]).toEqual([...small.train.labels]);
    expect(other.contentHash).not.toBe(small.contentHash);
  });
});
