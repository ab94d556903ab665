import type { PublishedFile, PublishedSplit } from '../published/published-dataset.js';

type Named = Pick<PublishedFile, 'name' | 'md5'>;

/**
 * What is known of a split that is published as two IDX files of grey images and labels.
 *
 * @param size height and width of an image
 * @param labelCounts examples in each class
 */
export function idxFiles(
  images: Named,
  labels: Named,
  size: readonly [number, number],
  labelCounts: readonly number[],
): PublishedSplit {
  const count = labelCounts.reduce((sum, n) => sum + n, 0);
  const files = [
    { ...images, bytes: idxLength([count, ...size]) },
    { ...labels, bytes: idxLength([count]) },
  ];
  return { files, labelCounts };
}

/** Length of an IDX file of unsigned bytes. */
function idxLength(shape: readonly number[]): number {
  return 4 + 4 * shape.length + shape.reduce((product, size) => product * size, 1);
}
