import { createHash } from 'node:crypto';
import { DofError } from '@dof/core';

/** DOF_DATA_CORRUPT, saying what a data file should be and what was found. */
export function corruptFile(path: string, expected: string, found: string): DofError {
  return new DofError('DOF_DATA_CORRUPT', `${path} is damaged or another file: expected ${expected}, found ${found}`);
}

/** Requires labels below the number of classes, and as many of each class as were published. */
export function requireLabelCounts(path: string, labels: Uint8Array, labelCounts: readonly number[]): void {
  const classes = labelCounts.length;
  const found = new Array<number>(classes).fill(0);
  labels.forEach((label, i) => {
    if (label >= classes) throw corruptFile(path, `labels from 0 to ${classes - 1}`, `${label} at example ${i}`);
    found[label]++;
  });
  found.forEach((count, label) => {
    if (count === labelCounts[label]) return;
    throw corruptFile(path, `${labelCounts[label]} examples of class ${label}`, `${count}`);
  });
}

/** Requires the bytes of a file, uncompressed, to be those that were published. */
export function requireDigest(
  path: string,
  raw: Uint8Array,
  { name, md5 }: { readonly name: string; readonly md5: string },
): void {
  const found = createHash('md5').update(raw).digest('hex');
  if (found !== md5) throw corruptFile(path, `the published ${name} with MD5 ${md5}`, `MD5 ${found}`);
}
