import { corruptFile, requireDigest, requireLabelCounts } from '../published/file-checks.js';
import type { DataFile } from '../published/data-file.js';
import { exampleCount } from '../published/published-dataset.js';
import type { DatasetFormat } from '../published/published-dataset-provider.js';
import { parseIdx, type IdxArray } from './parse-idx.js';

/** Two IDX files a split: grey images, then labels. */
export const idxFormat: DatasetFormat = {
  async readSplit([imageFile, labelFile], facts, [height, width]) {
    const count = exampleCount(facts);
    const images = await readIdx(imageFile, [count, height, width]);
    const labels = await readIdx(labelFile, [count]);
    requireLabelCounts(labelFile.path, labels.data, facts.labelCounts);
    requireDigest(imageFile, images.bytes);
    requireDigest(labelFile, labels.bytes);
    return { count, inputs: images.data, labels: labels.data };
  },
};

/** A parsed file with the bytes it was parsed from. */
interface RawIdx extends IdxArray {
  readonly bytes: Uint8Array;
}

async function readIdx(file: DataFile, expected: readonly number[]): Promise<RawIdx> {
  const bytes = await file.read();
  const array = parseIdx(bytes, file.path, expected.length);
  if (array.shape.join() === expected.join()) return { ...array, bytes };
  throw corruptFile(file.path, `${expected.join(' x ')} entries in ${file.facts.name}`, array.shape.join(' x '));
}
