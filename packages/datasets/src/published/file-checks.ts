import { createHash } from 'node:crypto';
import { DofError, type Labels } from '@dof/core';
import type { DataFile } from './data-file.js';

/** DOF_DATA_CORRUPT, saying what a data file should be and what was found. */
export function corruptFile(path: string, expected: string, found: string): DofError {
  return new DofError('DOF_DATA_CORRUPT', `${path} is damaged or another file: expected ${expected}, found ${found}`);
}

/** Requires labels below the number of classes, and as many of each class as were published. */
export function requireLabelCounts(path: string, labels: Labels, labelCounts: readonly number[]): void {
  const classes = labelCounts.length;
  const found = new Uint32Array(classes);
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] >= classes)
      throw corruptFile(path, `labels from 0 to ${classes - 1}`, `${labels[i]} at example ${i}`);
    found[labels[i]]++;
  }
  labelCounts.forEach((count, label) => {
    if (count !== found[label]) throw corruptFile(path, `${count} examples of class ${label}`, `${found[label]}`);
  });
}

/** Requires the bytes of a file, uncompressed, to be those that were published. */
export function requireDigest({ path, facts: { name, md5 } }: Omit<DataFile, 'read'>, bytes: Uint8Array): void {
  const found = createHash('md5').update(bytes).digest('hex');
  if (found !== md5) throw corruptFile(path, `the published ${name} with MD5 ${md5}`, `MD5 ${found}`);
}
