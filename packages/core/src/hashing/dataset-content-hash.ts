import { createHash } from 'node:crypto';
import type { Dataset } from '../contracts/dataset.js';
import { canonicalJson } from './canonical-json.js';

/** The parts of a data set that training depends on. */
export type DatasetContent = Pick<
  Dataset,
  'inputShape' | 'classes' | 'train' | 'test' | 'standardisation' | 'augmentation'
>;

/**
 * `Dataset.contentHash`: SHA-256 in hex over shapes, counts, bytes, labels, standardisation and augmentation. Names and
 * versions are left out, so the same examples from another source have the same hash.
 */
export function datasetContentHash(content: DatasetContent): string {
  const { inputShape, classes, train, test, standardisation, augmentation } = content;
  const { scale, mean } = standardisation;
  const header = { inputShape, classes, trainCount: train.count, testCount: test.count, scale, augmentation };
  const hash = createHash('sha256').update(`${canonicalJson(header)}\n`);
  for (const split of [train, test]) hash.update(split.inputs).update(split.labels);
  return hash.update(new Uint8Array(mean.buffer, mean.byteOffset, mean.byteLength)).digest('hex');
}
