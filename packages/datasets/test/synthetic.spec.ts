import { describe, expect, it } from '@jest/globals';
import { keyFromSeed, normalFromBits, parseOptions, splitKey, threefry } from '@dof/core';
import type { Dataset, DataSplit } from '@dof/core';
import { synthetic } from '@dof/datasets';

const load = (options: object = {}): Promise<Dataset> =>
  synthetic.load(parseOptions(synthetic.options, options, 'synthetic'));

/** Fraction of a split whose nearest training class mean is its own. */
function nearestMeanAccuracy({ train, classes }: Dataset, split: DataSplit): number {
  const length = train.inputs.length / train.count;
  const means = Array.from({ length: classes }, () => new Float64Array(length));
  const counts = new Float64Array(classes);
  for (let n = 0; n < train.count; n++) {
    counts[train.labels[n]]++;
    for (let i = 0; i < length; i++) means[train.labels[n]][i] += train.inputs[n * length + i];
  }
  means.forEach((mean, label) => mean.forEach((sum, i) => (mean[i] = sum / counts[label])));
  let right = 0;
  for (let n = 0; n < split.count; n++) {
    const distances = means.map((mean) => mean.reduce((sum, m, i) => sum + (m - split.inputs[n * length + i]) ** 2, 0));
    if (distances.indexOf(Math.min(...distances)) === split.labels[n]) right++;
  }
  return right / split.count;
}

describe('synthetic', () => {
  it('has the sizes asked for, with balanced classes', async () => {
    const data = await load({ classes: 3, inputShape: [4, 5, 2], train: 30, test: 12 });
    expect(data).toMatchObject({ classes: 3, inputShape: [4, 5, 2] });
    expect(data.train.inputs).toHaveLength(30 * 40);
    expect([0, 1, 2].map((label) => data.train.labels.filter((one) => one === label).length)).toEqual([10, 10, 10]);
    expect(data.test.count).toBe(12);
    expect(data.standardisation.mean).toHaveLength(40);
    expect(data.train.inputs.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('has in every pixel what its definition says, draw by draw', async () => {
    const [classes, spread, length] = [3, 60, 5 * 6 * 3];
    const { test } = await load({ classes, spread, inputShape: [5, 6, 3], train: 1, test: 20, seed: 11 });
    const key = keyFromSeed(11);
    const draw = (purpose: string, stream: number, index: number): number => {
      const words = new Uint32Array(2);
      threefry(splitKey(key, purpose), index >> 1, stream, words);
      return normalFromBits(words[index & 1]);
    };
    const expected = Array.from({ length: 20 * length }, (_, at) => {
      const [n, i] = [Math.floor(at / length), at % length];
      const value = Math.round(127.5 + 40 * draw('centres', n % classes, i) + spread * draw('test', n, i));
      return Math.min(Math.max(value, 0), 255);
    });
    expect([...test.inputs]).toEqual(expected);
  });

  it('spreads examples around their centres by the deviation asked for', async () => {
    const { train } = await load({ classes: 2, train: 4000, test: 1, spread: 10 });
    const deviations = Array.from({ length: 64 }, (_, pixel) => {
      const values = Array.from({ length: 2000 }, (_, n) => train.inputs[2 * n * 64 + pixel]);
      const mean = values.reduce((sum, value) => sum + value, 0) / 2000;
      return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 2000);
    });
    // Pixels whose centre is far from both ends are not cut; rounding adds 1/12 to the variance.
    const median = deviations.sort((a, b) => a - b)[32];
    expect(Math.abs(median - Math.sqrt(100 + 1 / 12))).toBeLessThan(0.3);
  });

  it('is easy at the default spread and hard at a large one', async () => {
    const [easy, hard] = [await load(), await load({ spread: 250, inputShape: [3, 3, 1] })];
    expect(nearestMeanAccuracy(easy, easy.test)).toBeGreaterThan(0.99);
    expect(nearestMeanAccuracy(hard, hard.test)).toBeLessThan(0.6);
  });

  it('depends on its options alone, and a larger set begins with the smaller one', async () => {
    const [small, again, large, other] = await Promise.all([
      load({ train: 20 }),
      load({ train: 20 }),
      load({ train: 40 }),
      load({ train: 20, seed: 1 }),
    ]);
    expect(again).toEqual(small);
    expect(large.train.inputs.slice(0, small.train.inputs.length)).toEqual(small.train.inputs.slice());
    expect(large.test).toEqual(small.test);
    expect(other.contentHash).not.toBe(small.contentHash);
    expect(small.test.inputs.slice(0, 64)).not.toEqual(small.train.inputs.slice(0, 64));
  });

  it.each<[object, RegExp]>([
    [{ classes: 1 }, /classes: must be at least 2/],
    [{ classes: 257 }, /classes: must be at most 256/],
    [{ inputShape: [8, 8] }, /inputShape: must be \[height, width, channels\]/],
    [{ spread: -1 }, /spread: must be at least 0/],
    [{ clases: 3 }, /unknown key "clases"; did you mean classes\?/],
    [{ train: 1e9 }, /must be at most 1073741824/],
    [{ standardise: 'z' }, /pixel-mean/],
  ])('refuses the options %j', (options, message) => {
    const parse = (): unknown => parseOptions(synthetic.options, options, 'synthetic');
    expect(parse).toThrow(expect.objectContaining({ code: 'DOF_BAD_OPTIONS' }));
    expect(parse).toThrow(message);
  });
});
