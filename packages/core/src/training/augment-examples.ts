import type { Augmentation, Dataset } from '../contracts/dataset.js';
import type { RandomKey } from '../contracts/random-key.js';
import { threefry } from '../random/threefry.js';

/** What is done to one example. */
interface Change {
  /** Top left corner and sides of the window; the whole example where nothing is cropped. */
  readonly top: number;
  readonly left: number;
  readonly windowHeight: number;
  readonly windowWidth: number;
  readonly mirrored: boolean;
  /** Pixels that the example moves down and right. */
  readonly down: number;
  readonly right: number;
}

/**
 * Training examples after the data set's augmentation, `[indices.length, height, width, channels]`. What happens to an
 * example depends on the key and its index alone, not on the batch it is in. Only the four operations and roundings in
 * float64, so every machine finds the same bytes.
 */
export function augmentExamples(
  { inputShape: [height, width, channels], train, augmentation = {} }: Dataset,
  indices: Uint32Array,
  key: RandomKey,
): Uint8Array {
  const length = height * width * channels;
  const out = new Uint8Array(indices.length * length);
  indices.forEach((index, n) => {
    const from = train.inputs.subarray(index * length, (index + 1) * length);
    const change = drawChange(augmentation, key, index, height, width);
    transform(from, [height, width, channels], change, out.subarray(n * length, (n + 1) * length));
  });
  return out;
}

function drawChange(
  { crop = 1, flip = false, shift = 0 }: Augmentation,
  key: RandomKey,
  index: number,
  height: number,
  width: number,
): Change {
  const words = new Uint32Array(2);
  /** A whole number from 0 to `most`, the same for the same place of the same example. */
  const draw = (place: number, most: number): number => {
    threefry(key, index, place >>> 1, words);
    return Math.floor((words[place & 1] / 2 ** 32) * (most + 1));
  };
  const windowHeight = Math.max(1, Math.round(crop * height));
  const windowWidth = Math.max(1, Math.round(crop * width));
  return {
    top: draw(0, height - windowHeight),
    left: draw(1, width - windowWidth),
    windowHeight,
    windowWidth,
    mirrored: flip && draw(2, 1) === 1,
    down: draw(3, 2 * shift) - shift,
    right: draw(4, 2 * shift) - shift,
  };
}

function transform(from: Uint8Array, shape: readonly number[], change: Change, out: Uint8Array): void {
  const [height, width, channels] = shape;
  for (let row = 0; row < height; row++) {
    const y = row - change.down;
    if (y < 0 || y >= height) continue;
    const vertical = sampled(y, height, change.top, change.windowHeight);
    for (let column = 0; column < width; column++) {
      const x = column - change.right;
      if (x < 0 || x >= width) continue;
      const horizontal = sampled(change.mirrored ? width - 1 - x : x, width, change.left, change.windowWidth);
      for (let channel = 0; channel < channels; channel++) {
        const at = (r: number, c: number): number => from[(r * width + c) * channels + channel];
        const above = mix(at(vertical.low, horizontal.low), at(vertical.low, horizontal.high), horizontal.share);
        const below = mix(at(vertical.high, horizontal.low), at(vertical.high, horizontal.high), horizontal.share);
        out[(row * width + column) * channels + channel] = Math.round(mix(above, below, vertical.share));
      }
    }
  }
}

/** The two pixels of a window that pixel `at` of the enlarged whole lies between, by their centres, and how near. */
function sampled(at: number, size: number, start: number, window: number) {
  const place = ((2 * at + 1) * window) / (2 * size) - 0.5;
  const low = Math.min(Math.max(Math.floor(place), 0), window - 1);
  const high = Math.min(Math.max(Math.floor(place) + 1, 0), window - 1);
  return { low: start + low, high: start + high, share: place - Math.floor(place) };
}

function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}
