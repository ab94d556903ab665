import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Augmentation, Dataset } from '../contracts/dataset.js';
import { splitKey } from '../random/split-key.js';
import { randomDataset } from '@dof/testing';
import { augmentExamples } from './augment-examples.js';

const [HEIGHT, WIDTH] = [5, 6];
const data = randomDataset([1, 2], { inputShape: [HEIGHT, WIDTH, 2], classes: 3, trainCount: 8, testCount: 1 });
const LENGTH = HEIGHT * WIDTH * 2;
const withAugmentation = (augmentation: Augmentation, of: Dataset = data): Dataset => ({ ...of, augmentation });
const example = (n: number): Uint8Array => data.train.inputs.subarray(n * LENGTH, (n + 1) * LENGTH);

/** An example moved and mirrored pixel by pixel, as the words say it. */
function moved(from: Uint8Array, down: number, right: number, mirrored: boolean): number[] {
  return Array.from({ length: LENGTH }, (_, at) => {
    const [row, column, channel] = [Math.floor(at / (2 * WIDTH)), Math.floor(at / 2) % WIDTH, at % 2];
    const [y, x] = [row - down, column - right];
    if (y < 0 || y >= HEIGHT || x < 0 || x >= WIDTH) return 0;
    return from[(y * WIDTH + (mirrored ? WIDTH - 1 - x : x)) * 2 + channel];
  });
}

/** Which of the moves, mirrored or not, an example went through; empty for none of them. */
function movesThatGive(bytes: Uint8Array, from: Uint8Array, most: number): string[] {
  const found: string[] = [];
  for (let down = -most; down <= most; down++) {
    for (let right = -most; right <= most; right++) {
      for (const mirrored of [false, true]) {
        if (moved(from, down, right, mirrored).join() === bytes.join()) found.push(`${down} ${right} ${mirrored}`);
      }
    }
  }
  return found;
}

describe('augmentExamples', () => {
  it('leaves examples as they are when nothing is asked for', () => {
    const indices = Uint32Array.of(3, 0, 3);
    const expected = [...example(3), ...example(0), ...example(3)];
    expect([...augmentExamples(withAugmentation({}), indices, [1, 1])]).toEqual(expected);
    expect([...augmentExamples(withAugmentation({ crop: 1 }), indices, [1, 1])]).toEqual(expected);
  });

  it('moves by every distance up to the most, and mirrors, each as often as any other', () => {
    const counts = new Map<string, number>();
    const trials = 1440;
    for (let trial = 0; trial < trials; trial++) {
      const key = splitKey([5, 5], trial);
      const moves = movesThatGive(
        augmentExamples(withAugmentation({ shift: 1, flip: true }), Uint32Array.of(2), key),
        example(2),
        1,
      );
      expect(moves).toHaveLength(1);
      counts.set(moves[0], (counts.get(moves[0]) ?? 0) + 1);
    }
    expect(counts.size).toBe(18);
    const expected = trials / 18;
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeLessThan(46); // 99.98 % quantile at 17 degrees of freedom
  });

  it('does the same to an example in any batch, and something else with another key', () => {
    const augmented = withAugmentation({ shift: 2, flip: true, crop: 0.6 });
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(7), { minLength: 1 }), fc.nat(), (list, seed) => {
        const all = augmentExamples(
          augmented,
          Uint32Array.from({ length: 8 }, (_, i) => i),
          [seed, 0],
        );
        const some = augmentExamples(augmented, Uint32Array.from(list), [seed, 0]);
        list.forEach((index, n) => {
          const alone = some.subarray(n * LENGTH, (n + 1) * LENGTH);
          expect([...alone]).toEqual([...all.subarray(index * LENGTH, (index + 1) * LENGTH)]);
        });
      }),
    );
    const [one, other] = [1, 2].map((key) => augmentExamples(augmented, Uint32Array.of(0, 1, 2), [key, 0]));
    expect([...one]).not.toEqual([...other]);
  });

  it('enlarges the window by straight lines between the centres of its pixels', () => {
    // A ramp stays one: pixel x of the window from `left` on shows left + (x + 1/2) window / width - 1/2, within it.
    const ramp = Uint8Array.from({ length: LENGTH }, (_, at) => 40 * (Math.floor(at / 2) % WIDTH));
    const one = { ...data, train: { count: 1, inputs: ramp, labels: Uint8Array.of(0) } };
    const window = Math.round(0.5 * WIDTH);
    const lefts = new Set<number>();
    for (let trial = 0; trial < 60; trial++) {
      const bytes = augmentExamples(withAugmentation({ crop: 0.5 }, one), Uint32Array.of(0), splitKey([8, 8], trial));
      const left = Math.round(bytes[0] / 40);
      lefts.add(left);
      bytes.forEach((byte, at) => {
        const place = ((Math.floor(at / 2) % WIDTH) + 0.5) * (window / WIDTH) - 0.5;
        const expected = 40 * (left + Math.min(Math.max(place, 0), window - 1));
        expect(Math.abs(byte - expected)).toBeLessThanOrEqual(0.5);
      });
    }
    expect([...lefts].sort()).toEqual([0, 1, 2, 3]);
  });
});
