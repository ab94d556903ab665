import { corruptFile, requireDigest, requireLabelCounts } from '../published/file-checks.js';
import { exampleCount } from '../published/published-dataset.js';
import type { DatasetFormat } from '../published/published-dataset-provider.js';
import { emptySplit } from '../examples/empty-split.js';
import { cifarRecordLength, parseCifar } from './parse-cifar.js';

/**
 * The CIFAR binary format: files of fixed-length records, each the label bytes and three planes of 32 x 32.
 *
 * @param labelBytes before the pixels
 * @param label which of them is the class, the last unless said
 */
export function cifarFormat(labelBytes: 1 | 2, label: 0 | 1 = labelBytes === 1 ? 0 : 1): DatasetFormat {
  return {
    async readSplit(files, facts, inputShape) {
      const split = emptySplit(exampleCount(facts), inputShape);
      const recordLength = cifarRecordLength(labelBytes);
      let first = 0;
      for (const file of files) {
        const bytes = await file.read();
        const { bytes: expected } = file.facts;
        if (bytes.length !== expected) {
          const records = `${expected / recordLength} records of ${recordLength}`;
          throw corruptFile(file.path, `${expected} bytes for ${records}`, `${bytes.length} bytes`);
        }
        parseCifar(bytes, { labelBytes, label }, split, first);
        requireDigest(file, bytes);
        first += bytes.length / recordLength;
      }
      requireLabelCounts(files.map(({ path }) => path).join(', '), split.labels, facts.labelCounts);
      return split;
    },
  };
}
