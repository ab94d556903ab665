import { DofError, strictObject } from '@dof/core';
import type { DatasetProvider, DataSplit } from '@dof/core';
import { z } from 'zod';
import { readNpz } from '../formats/read-npz.js';
import type { NpyArray } from '../formats/parse-npy.js';
import { corruptFile } from '../published/file-checks.js';
import { ownDataset } from './own-dataset.js';
import { LARGEST_OWN_DATASET, ownExampleShape } from './own-example-options.js';

/** Names that arrays commonly have: inputs and labels to train with, perhaps to test with. */
const NAMINGS: readonly (readonly string[])[] = [
  ['x_train', 'y_train', 'x_test', 'y_test'],
  ['train_images', 'train_labels', 'test_images', 'test_labels'],
  ['x', 'y'],
  ['images', 'labels'],
];

const npzSchema = strictObject({
  file: z.string().min(1).describe('path of the .npz file'),
  arrays: z
    .array(z.string().min(1))
    .refine(
      ({ length }) => length === 2 || length === 4,
      'must be 2 or 4 names: inputs, labels, test inputs, test labels',
    )
    .optional()
    .describe('names of inputs and labels, to train and to test with'),
  ...ownExampleShape,
});

/** Options of {@link npz}, defaults filled in. */
export type NpzOptions = z.output<typeof npzSchema>;

/**
 * The user's own examples from a numpy `.npz` file: inputs `[count, height, width]`, `[count, height, width, channels]`
 * or `[count, entries]` of unsigned bytes, labels `[count]` or `[count, 1]` of whole numbers from 0 to 255.
 */
export const npz: DatasetProvider<NpzOptions> = {
  name: 'npz',
  version: '1',
  description: 'your own examples, from a numpy .npz file',
  options: npzSchema,
  locationOptions: ['file'],
  async load(options) {
    const { file } = options;
    const namings = options.arrays === undefined ? NAMINGS : [options.arrays];
    const { arrays, present } = await readNpz(file, namings.flat(), LARGEST_OWN_DATASET);
    const names = namings.find((naming) => naming.every((name) => arrays.has(name)));
    if (names === undefined) {
      const expected = namings.map((naming) => naming.join(', ')).join(' or ');
      throw corruptFile(file, `arrays ${expected}`, present.join(', ') || 'none');
    }
    const [inputs, labels, testInputs, testLabels] = names.map(
      (name) => ({ name: `${file}: ${name}`, ...arrays.get(name) }) as Named,
    );
    const inputShape = shapeOf(inputs);
    const train = splitOf(inputs, labels);
    const test = testInputs === undefined ? undefined : splitOf(testInputs, testLabels);
    if (testInputs !== undefined && shapeOf(testInputs).join() !== inputShape.join()) {
      throw corruptFile(testInputs.name, `examples of ${inputShape.join(' x ')}`, shapeOf(testInputs).join(' x '));
    }
    const classes =
      1 +
      [train, test].reduce(
        (most, split) => (split?.labels ?? new Uint8Array(0)).reduce((a, b) => Math.max(a, b), most),
        1,
      );
    return ownDataset({ name: 'npz', version: '1', inputShape, classes }, { train, test }, options);
  },
  async locate() {
    return { found: true, detail: 'a file of yours: option file' };
  },
};

interface Named extends NpyArray {
  readonly name: string;
}

/** Height, width, channels of one example. */
function shapeOf({ name, shape }: Named): [number, number, number] {
  const [, ...example] = shape;
  const whole: Record<number, [number, number, number]> = {
    1: [1, example[0], 1],
    2: [example[0], example[1], 1],
    3: [example[0], example[1], example[2]],
  };
  const found = whole[example.length];
  if (found === undefined || shape.some((size) => size < 1)) {
    throw corruptFile(name, 'count x height x width, perhaps x channels', shape.join(' x ') || 'a single number');
  }
  return found;
}

function splitOf({ name, shape, entries }: Named, labels: Named): DataSplit {
  if (!(entries instanceof Uint8Array)) {
    throw new DofError('DOF_DATA_CORRUPT', `${name} must hold bytes from 0 to 255: store it with .astype('uint8')`);
  }
  const count = shape[0];
  if (labels.entries.length !== count || labels.shape[0] !== count) {
    throw corruptFile(labels.name, `${count} labels`, labels.shape.join(' x '));
  }
  labels.entries.forEach((label) => {
    if (!(label >= 0 && label <= 255)) throw corruptFile(labels.name, 'labels from 0 to 255', String(label));
  });
  return { count, inputs: entries, labels: Uint8Array.from(labels.entries) };
}
