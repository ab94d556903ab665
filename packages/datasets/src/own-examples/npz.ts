import { filledText, strictObject } from '@dof/core';
import type { DataSplit } from '@dof/core';
import { z } from 'zod';
import { readNpz } from '../formats/read-npz.js';
import { corruptFile } from '../published/file-checks.js';
import { asBytes, rangeSchema, type NamedArray } from './byte-range.js';
import { classLabels } from './class-labels.js';
import { channelsLast, exampleLayout, layoutNotice, layoutSchema } from './example-layout.js';
import { ownDataset } from './own-dataset.js';
import { LARGEST_OWN_DATASET, ownExampleShape } from './own-example-options.js';
import { MOST_CLASSES } from '../examples/empty-split.js';
import { withDefaultOptions } from '../examples/with-default-options.js';

/** Names that arrays commonly have: inputs and labels to train with, perhaps to test with. */
const NAMINGS: readonly (readonly string[])[] = [
  ['x_train', 'y_train', 'x_test', 'y_test'],
  ['train_images', 'train_labels', 'test_images', 'test_labels'],
  ['x', 'y'],
  ['images', 'labels'],
];

const npzSchema = strictObject({
  file: filledText.describe('path of the .npz file'),
  arrays: z
    .array(filledText)
    .refine(
      ({ length }) => length === 2 || length === 4,
      'must be 2 or 4 names: inputs, labels, test inputs, test labels',
    )
    .optional()
    .describe('names of inputs and labels, to train and to test with'),
  layout: layoutSchema.optional().describe('where the channels of images are; asked for where sizes leave it open'),
  range: rangeSchema
    .optional()
    .describe('[lowest, highest]: the values that become the bytes 0 and 255; asked for where types leave it open'),
  ...ownExampleShape,
  classes: z.array(z.int()).min(2).max(MOST_CLASSES).optional().describe('labels to keep, any whole numbers'),
});

/** Options of {@link npz}, defaults filled in. */
export type NpzOptions = z.output<typeof npzSchema>;

/**
 * The user's own examples from a numpy `.npz` file: inputs `[count, height, width]`, `[count, height, width, channels]`,
 * `[count, channels, height, width]` or `[count, entries]` of numbers, labels `[count]` or `[count, 1]` of whole ones.
 */
export const npz = withDefaultOptions<NpzOptions, z.input<typeof npzSchema>>({
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
    const named = names.map((name) => ({ name: `${file}: ${name}`, ...arrays.get(name) }) as NamedArray);
    const [inputs, labels] = [0, 1].map((place) => named.filter((_, i) => i % 2 === place));
    const layouts = inputs.map(({ name, shape }) => exampleLayout(name, shape, options.layout));
    const [inputShape, testShape] = layouts.map(({ shape }) => shape);
    if (testShape !== undefined && testShape.join() !== inputShape.join()) {
      throw corruptFile(inputs[1].name, `examples of ${inputShape.join(' x ')}`, testShape.join(' x '));
    }
    const counts = inputs.map(({ shape }) => shape[0]);
    const found = classLabels(labels, counts, options.classes);
    const bytes = asBytes(inputs, options.range);
    const [train, test] = counts.map((count, i): DataSplit => ({
      count,
      inputs: layouts[i].transposed ? channelsLast(bytes.inputs[i], layouts[i].shape) : bytes.inputs[i],
      labels: found.labels[i],
    }));
    const unused = present.filter((name) => !names.includes(name));
    const ignored = unused.length === 0 ? [] : [`unused arrays in ${file}: ${unused.join(', ')}`];
    const notices = [ignored, layoutNotice(inputs[0].name, inputs[0].shape) ?? [], bytes.notices].flat();
    const identity = { name: 'npz', version: '1', inputShape, classes: found.classes, notices };
    return ownDataset(identity, { train, test }, { ...options, classes: found.kept });
  },
  async locate() {
    return { found: true, detail: 'a file of yours: option file' };
  },
});
