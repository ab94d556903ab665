import { DofError, filledText, strictObject } from '@dof/core';
import type { DataSplit } from '@dof/core';
import { z } from 'zod';
import { emptySplit } from '../examples/empty-split.js';
import { corruptFile } from '../published/file-checks.js';
import { decodeImage, type ImageShape } from './decode-image.js';
import { headerNotices, imageHeader, type ImageHeader } from './image-header.js';
import { listImages, type ImageList } from './list-images.js';
import { loadSharp, type Sharp } from './load-sharp.js';
import { ownDataset } from './own-dataset.js';
import { LARGEST_OWN_DATASET, ownExampleShape } from './own-example-options.js';
import { splitFolders } from './split-folders.js';
import { withDefaultOptions } from '../examples/with-default-options.js';

const side = z.int().min(1).max(4096);
/** Images decoded at once. */
const AT_ONCE = 16;

const imagesSchema = strictObject({
  folder: filledText.describe('with a folder of images for every class, perhaps below train and test or val'),
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
 * and `test` or `val`, those have the folders of the classes.
 */
export const images = withDefaultOptions<ImagesOptions, z.input<typeof imagesSchema>>({
  name: 'images',
  version: '1',
  description: 'your own images, from a folder with one folder for every class',
  options: imagesSchema,
  locationOptions: ['folder'],
  async load(options) {
    const { folder } = options;
    const sharp = await loadSharp();
    const splits = await splitFolders(folder);
    const lists = [await listImages(splits.train)];
    if (splits.test !== undefined) lists.push(await listImages(splits.test));
    const [{ classes }, testList] = lists;
    if (testList !== undefined && testList.classes.join('/') !== classes.join('/')) {
      throw corruptFile(
        splits.test ?? folder,
        `the classes of train (${classes.join(', ')})`,
        testList.classes.join(', '),
      );
    }
    const headers = await inGroups(
      lists.flatMap((list) => list.images),
      ({ path }) => imageHeader(sharp, path),
    );
    const shape = options.inputShape ?? shapeOfAll(headers);
    const total = lists.reduce((sum, { images: { length } }) => sum + length, 0) * shape[0] * shape[1] * shape[2];
    if (total > LARGEST_OWN_DATASET) {
      throw new DofError(
        'DOF_TOO_LARGE',
        `the images of ${folder} are ${total} bytes at ${shape.join(' x ')}, the most is ${LARGEST_OWN_DATASET}: use a smaller inputShape`,
      );
    }
    const decoded: DataSplit[] = [];
    for (const list of lists) decoded.push(await decodedSplit(sharp, list, shape));
    const [train, test] = decoded;
    const notices = [...splits.notices, ...lists.flatMap((list) => list.notices), ...headerNotices(headers, shape[2])];
    const identity = { name: 'images', version: '1', inputShape: shape, classes: classes.length, notices };
    return ownDataset(identity, { train, test }, options);
  },
  async locate() {
    return { found: true, detail: 'a folder of yours: option folder' };
  },
});

async function decodedSplit(sharp: Sharp, { images, classes }: ImageList, shape: ImageShape): Promise<DataSplit> {
  const split = emptySplit(images.length, shape, classes.length);
  const length = split.inputs.length / split.count;
  let next = 0;
  const put = async ({ path, label }: ImageList['images'][number]): Promise<void> => {
    const n = next++;
    split.inputs.set(await decodeImage(sharp, path, shape), n * length);
    split.labels[n] = label;
  };
  await inGroups(images, put);
  return split;
}

/** The results of some work for every item, so many at a time. */
async function inGroups<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let first = 0; first < items.length; first += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(first, first + AT_ONCE).map(work))));
  }
  return results;
}

/** The size that all images have, in colour where any of them is: no image's name or place decides. */
function shapeOfAll(headers: readonly ImageHeader[]): ImageShape {
  const [first] = headers;
  const other = headers.find(({ height, width }) => height !== first.height || width !== first.width);
  if (other !== undefined) {
    throw new DofError(
      'DOF_DATA_CORRUPT',
      `${other.path} is ${other.height} x ${other.width}, the first image ${first.height} x ${first.width}: give inputShape to have all resized`,
    );
  }
  return [first.height, first.width, headers.every(({ isGrey }) => isGrey) ? 1 : 3];
}
