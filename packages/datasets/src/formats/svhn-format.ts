import { emptySplit } from '../examples/empty-split.js';
import { corruptFile, requireDigest, requireLabelCounts } from '../published/file-checks.js';
import { exampleCount } from '../published/published-dataset.js';
import type { DatasetFormat } from '../published/published-dataset-provider.js';
import { parseMat } from './mat/parse-mat.js';

/**
 * The cropped digits of SVHN: one MAT-file a split with X, `[height, width, channels, count]` unsigned bytes with the
 * row running fastest, and y, `[count, 1]`, labels from 1 to the number of classes, of which the last stands for 0.
 */
export const svhnFormat: DatasetFormat = {
  async readSplit([file], facts, inputShape) {
    const count = exampleCount(facts);
    const classes = facts.labelCounts.length;
    const split = emptySplit(count, inputShape);
    const bytes = await file.read();
    const arrays = await parseMat(bytes, file.path, split.inputs.length);
    const [images, labels] = [arrays.get('X'), arrays.get('y')];
    const expected = [...inputShape, count].join(' x ');
    const found = images?.shape.join(' x ') ?? 'no X';
    if (images === undefined || found !== expected || !(images.entries instanceof Uint8Array)) {
      throw corruptFile(file.path, `X of ${expected} unsigned bytes`, found);
    }
    if (labels?.entries.length !== count) {
      throw corruptFile(file.path, `y of ${count} x 1`, labels?.shape.join(' x ') ?? 'no y');
    }
    labels.entries.forEach((label, n) => {
      if (!(label >= 1 && label <= classes)) throw corruptFile(file.path, `labels from 1 to ${classes}`, String(label));
      split.labels[n] = label % classes;
    });
    transpose(images.entries, inputShape, split.inputs);
    requireLabelCounts(file.path, split.labels, facts.labelCounts);
    requireDigest(file, bytes);
    return split;
  },
};

/** From `[row, column, channel, example]` with the row fastest to `[example, row, column, channel]` row-major. */
function transpose(from: Uint8Array, [height, width, channels]: readonly number[], to: Uint8Array): void {
  let out = 0;
  for (let first = 0; first < from.length; first += height * width * channels) {
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        for (let channel = 0; channel < channels; channel++) {
          to[out++] = from[first + row + height * (column + width * channel)];
        }
      }
    }
  }
}
