import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseOptions, type Dataset, type DataSplit } from '@dof/core';
import { publishedDatasetProvider, synthetic, type DatasetFormat, type PublishedDataset } from '@dof/datasets';

/** Labels in file order; the bytes of example n are n and 200 - n. */
const LABELS: readonly number[] = [0, 2, 2, 1, 0, 2, 1, 2, 0, 2, 1, 2];
const format: DatasetFormat = {
  async readSplit() {
    const inputs = Uint8Array.from({ length: 2 * LABELS.length }, (_, i) => (i % 2 === 0 ? i / 2 : 200 - (i - 1) / 2));
    return { count: LABELS.length, inputs, labels: Uint8Array.from(LABELS) };
  },
};
const split = { files: [{ name: 'all', bytes: 0, md5: '' }], labelCounts: [3, 3, 6] };
const facts: PublishedDataset = {
  name: 'twelve',
  version: '1',
  description: 'twelve examples',
  inputShape: [1, 1, 2],
  splits: { train: split, test: split },
};
const provider = publishedDatasetProvider(facts, format, (option) => [{ folder: option ?? '', origin: 'test' }]);

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dof-examples-'));
  await writeFile(join(folder, 'all'), '');
});
afterAll(() => rm(folder, { recursive: true }));

const load = async (options: object = {}): Promise<Dataset> =>
  provider.load(parseOptions(provider.options, { folder, ...options }, 'twelve'));

const numbers = ({ inputs }: DataSplit): number[] => [...inputs].filter((_, i) => i % 2 === 0);
const countOf = (labels: Iterable<number>, label: number): number => [...labels].filter((one) => one === label).length;

describe('options of examples', () => {
  it('keep the classes asked for, which count from 0 in that order', async () => {
    const { train, classes } = await load({ classes: [2, 0] });
    expect(classes).toBe(2);
    expect(numbers(train)).toEqual([0, 1, 2, 4, 5, 7, 8, 9, 11]);
    expect([...train.labels]).toEqual([1, 0, 0, 1, 0, 0, 1, 0, 0]);
  });

  it('take as many of every class, the first ones', async () => {
    const balanced = await load({ balance: true });
    expect(numbers(balanced.train)).toEqual([0, 1, 2, 3, 4, 5, 6, 8, 10]);
    const seven = await load({ balance: true, train: 7 });
    expect([0, 1, 2].map((label) => countOf(seven.train.labels, label))).toEqual([3, 2, 2]);
  });

  it('draw a subset from a seed, in file order, with chances that are equal', async () => {
    const [one, again, other] = await Promise.all(
      [1, 1, 2].map((subsetSeed) => load({ subsetSeed, train: 6, test: 6 })),
    );
    expect(again).toEqual(one);
    expect(other.contentHash).not.toBe(one.contentHash);
    expect(numbers(one.train)).toEqual([...numbers(one.train)].sort((a, b) => a - b));
    expect(numbers(one.train)).not.toEqual(numbers(one.test));
    const seen = new Float64Array(12);
    const trials = 400;
    for (let seed = 0; seed < trials; seed++) {
      numbers((await load({ subsetSeed: seed, train: 3 })).train).forEach((n) => seen[n]++);
    }
    // Each of 12 examples is among the 3 with probability 1/4: five standard deviations.
    const deviation = Math.sqrt((trials * 3) / 16);
    seen.forEach((count) => expect(Math.abs(count - trials / 4)).toBeLessThan(5 * deviation));
  }, 60_000);

  it('keep what they promise together', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          train: fc.integer({ min: 1, max: 6 }),
          balance: fc.boolean(),
          subsetSeed: fc.option(fc.nat(99), { nil: undefined }),
        }),
        fc.constantFrom<readonly number[] | undefined>(undefined, [0, 1], [2, 1, 0]),
        async (options, classes) => {
          const { train } = await load({ ...options, classes });
          expect(train.count).toBe(options.train);
          expect(new Set(numbers(train)).size).toBe(train.count);
          numbers(train).forEach((n, i) => expect(train.labels[i]).toBe((classes ?? [0, 1, 2]).indexOf(LABELS[n])));
          if (!options.balance) return;
          const counts = (classes ?? [0, 1, 2]).map((_, label) => countOf(train.labels, label));
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);

  it.each<[object, RegExp]>([
    [{ classes: [0, 1], train: 7 }, /train: 7 examples asked for, but only 6 are of the classes chosen/],
    [
      { balance: true, train: 11 },
      /train: 11 examples with as many of each of 3 classes .* class 0 has 3: use at most 9/,
    ],
    [{ balance: true, train: 0 }, /train: must be a whole number/],
    [{ classes: [1] }, /classes: must be a list of at least 2 different labels from 0 to 2/],
    [{ classes: [1, 1] }, /classes: must be a list of at least 2 different labels/],
    [{ classes: [1, 3] }, /must be a list/],
    [{ shuffledLabels: { share: 2 } }, /shuffledLabels\.share/],
    [{ augmentation: {} }, /augmentation: give at least one of crop, flip, shift/],
    [{ augmentation: { shift: 0 } }, /augmentation\.shift/],
    [{ augmentation: { rotate: 3 } }, /unknown key "rotate"/],
  ])('refuse %j', async (options, message) => {
    await expect(load(options)).rejects.toMatchObject({
      code: 'DOF_BAD_OPTIONS',
      message: expect.stringMatching(message),
    });
  });

  it('shuffle the labels of the share asked for, and of training examples only', async () => {
    const plain = await synthetic.load(parseOptions(synthetic.options, { train: 400 }, 'synthetic'));
    for (const share of [0, 0.5, 1]) {
      const options = parseOptions(synthetic.options, { train: 400, shuffledLabels: { seed: 3, share } }, 'synthetic');
      const { train, test } = await synthetic.load(options);
      expect([...train.inputs]).toEqual([...plain.train.inputs]);
      expect([...test.labels]).toEqual([...plain.test.labels]);
      expect([...train.labels].sort()).toEqual([...plain.train.labels].sort());
      const changed = train.labels.filter((label, n) => label !== plain.train.labels[n]).length;
      // A shuffled label stays what it was with probability 1/10: five standard deviations.
      expect(Math.abs(changed - 0.9 * share * 400)).toBeLessThanOrEqual(5 * Math.sqrt(0.09 * share * 400));
    }
  });

  it('say nothing where they are not given, so that runs keep their names', () => {
    const given = parseOptions(provider.options, {}, 'twelve');
    expect(given).toEqual({ train: 12, test: 12, standardise: 'pixel-mean' });
  });

  it('are part of the content where they change training', async () => {
    const changes = [{}, { augmentation: { flip: true } }, { augmentation: { shift: 2 } }, { shuffledLabels: {} }];
    const all = await Promise.all(changes.map((change) => load(change)));
    expect(new Set(all.map(({ contentHash }) => contentHash)).size).toBe(4);
    expect(all.map(({ augmentation }) => augmentation)).toEqual([undefined, { flip: true }, { shift: 2 }, undefined]);
  });
});

describe('standardise', () => {
  /** Inputs as a network sees them, by channel. */
  async function channels(kind: string): Promise<number[][]> {
    const { train, standardisation } = await load({ standardise: kind });
    const { scale, mean } = standardisation;
    const values = Array.from(train.inputs, (byte, i) => byte * scale - mean[i % 2]);
    return [0, 1].map((channel) => values.filter((_, i) => i % 2 === channel));
  }
  const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

  it.each(['pixel-mean', 'channel-mean', 'z-score'])('%s centres every channel', async (kind) => {
    for (const values of await channels(kind)) expect(average(values)).toBeCloseTo(0, 5);
  });

  it('z-score has unit variance over all', async () => {
    const all = (await channels('z-score')).flat();
    expect(average(all.map((value) => value * value))).toBeCloseTo(1, 6);
  });

  it('symmetric lies between -1 and 1, none between 0 and 1', async () => {
    const [symmetric, none] = [(await channels('symmetric')).flat(), (await channels('none')).flat()];
    symmetric.forEach((value, i) => expect(value).toBeCloseTo(2 * none[i] - 1, 6));
    expect(none[0]).toBe(0);
    expect(symmetric[0]).toBe(-1);
  });
});
