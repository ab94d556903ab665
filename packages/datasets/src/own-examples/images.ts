import { join } from 'node:path';
import { DofError, strictObject } from '@dof/core';
import type { DatasetProvider, DataSplit } from '@dof/core';
import { z } from 'zod';
import { emptySplit } from '../examples/empty-split.js';
import { corruptFile } from '../published/file-checks.js';
import { exists } from '../published/exists.js';
import { decodeImage, imageShape, type ImageShape } from './decode-image.js';
import { listImages, type ImageList } from './list-images.js';
import { loadSharp, type Sharp } from './load-sharp.js';
import { ownDataset } from './own-dataset.js';
import { LARGEST_OWN_DATASET, ownExampleShape } from './own-example-options.js';

const side = z.int().min(1).max(4096);
/** Images decoded at once. */
const AT_ONCE = 16;

const imagesSchema = strictObject({
  folder: z.string().min(1).describe('with a folder of images for every class, perhaps below train and test'),
  inputShape: z
    .tuple([side, side, z.union([z.literal(1), z.literal(3)])], 'must be [height, width, 1 or 3]')
    .optional()
    .describe('images are resized to it; default the size that all have'),
  ...ownExampleShape,
});

/** Options of {@link images}, defaults filled in. */
export type ImagesOptions = z.output<typeof imagesSchema>;

/**
 * The user's own images: a folder for every class, its name being the class's. Where the folder has the folders `train`
 * and `test`, those have the folders of the classes.
 */
export const images: DatasetProvider<ImagesOptions> = {
  name: 'images',
  version: '1',
  description: 'your own images, from a folder with one folder for every class',
  options: imagesSchema,
  locationOptions: ['folder'],
  async load(options) {
    const { folder } = options;
    const sharp = await loadSharp();
    const split = (await exists(join(folder, 'train'))) && (await exists(join(folder, 'test')));
    const lists = split
      ? [await listImages(join(folder, 'train')), await listImages(join(folder, 'test'))]
      : [await listImages(folder)];
    const [{ classes }, testList] = lists;
    if (testList !== undefined && testList.classes.join('/') !== classes.join('/')) {
      throw corruptFile(
        join(folder, 'test'),
        `the classes of train (${classes.join(', ')})`,
        testList.classes.join(', '),
      );
    }
    const shape = options.inputShape ?? (await imageShape(sharp, lists[0].images[0].path));
    const total = lists.reduce((sum, { images: { length } }) => sum + length, 0) * shape[0] * shape[1] * shape[2];
    if (total > LARGEST_OWN_DATASET) {
      throw new DofError(
        'DOF_TOO_LARGE',
        `the images of ${folder} are ${total} bytes at ${shape.join(' x ')}, the most is ${LARGEST_OWN_DATASET}: use a smaller inputShape`,
      );
    }
    const [train, test] = await Promise.all(
      lists.map((list) => decoded(sharp, list, shape, options.inputShape === undefined)),
    );
    return ownDataset(
      { name: 'images', version: '1', inputShape: shape, classes: classes.length },
      { train, test },
      options,
    );
  },
  async locate() {
    return { found: true, detail: 'a folder of yours: option folder' };
  },
};

async function decoded(sharp: Sharp, list: ImageList, shape: ImageShape, sameSize: boolean): Promise<DataSplit> {
  const split = emptySplit(list.images.length, shape);
  const length = split.inputs.length / split.count;
  for (let first = 0; first < split.count; first += AT_ONCE) {
    const some = list.images.slice(first, first + AT_ONCE);
    const pixels = await Promise.all(
      some.map(async ({ path }) => {
        if (sameSize) requireShape(path, await imageShape(sharp, path), shape);
        return decodeImage(sharp, path, shape);
      }),
    );
    pixels.forEach((bytes, i) => split.inputs.set(bytes, (first + i) * length));
    some.forEach(({ label }, i) => (split.labels[first + i] = label));
  }
  return split;
}

function requireShape(path: string, [height, width]: ImageShape, [wantedHeight, wantedWidth]: ImageShape): void {
  if (height === wantedHeight && width === wantedWidth) return;
  throw new DofError(
    'DOF_DATA_CORRUPT',
    `${path} is ${height} x ${width}, the first image ${wantedHeight} x ${wantedWidth}: give inputShape to have all resized`,
  );
}
