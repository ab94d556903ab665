import { createHash } from 'node:crypto';
import { DofError } from '@dof/core';
import type { DataSplit } from '@dof/core';
import { exampleCount, type IdxDatasetFacts, type IdxFileFacts, type IdxSplitFacts } from './idx-dataset-facts.js';
import { parseIdx, type IdxArray } from './parse-idx.js';
import { readRawFile } from './read-raw-file.js';

/** Where the two files of a split are. */
export interface IdxSplitPaths {
  readonly images: string;
  readonly labels: string;
}

/**
 * Reads one split and verifies it: format, shapes, length, labels in range, examples per class and the bytes' MD5.
 *
 * @throws DOF_DATA_CORRUPT naming the file, what was expected and what was found; DOF_DATA_MISSING
 */
export async function readIdxSplit(
  { inputShape, splits }: IdxDatasetFacts,
  split: 'train' | 'test',
  paths: IdxSplitPaths,
): Promise<DataSplit> {
  const facts = splits[split];
  const count = exampleCount(facts);
  const [height, width] = inputShape;
  const images = await readIdx(paths.images, facts.images, [count, height, width]);
  const labels = await readIdx(paths.labels, facts.labels, [count]);
  requireLabelCounts(paths.labels, labels.data, facts);
  requireDigest(paths.images, images, facts.images);
  requireDigest(paths.labels, labels, facts.labels);
  return { count, inputs: images.data, labels: labels.data };
}

/** A parsed file with the bytes it was parsed from. */
interface RawIdx extends IdxArray {
  readonly raw: Uint8Array;
}

async function readIdx(path: string, { name }: IdxFileFacts, expected: readonly number[]): Promise<RawIdx> {
  const raw = await readRawFile(path);
  const array = parseIdx(raw, path, expected.length);
  if (array.shape.join() !== expected.join()) {
    throw corrupt(path, `${expected.join(' x ')} entries in ${name}`, `${array.shape.join(' x ')}`);
  }
  return { ...array, raw };
}

function requireLabelCounts(path: string, labels: Uint8Array, { labelCounts }: IdxSplitFacts): void {
  const classes = labelCounts.length;
  const found = new Array<number>(classes).fill(0);
  labels.forEach((label, i) => {
    if (label >= classes) throw corrupt(path, `labels from 0 to ${classes - 1}`, `${label} at example ${i}`);
    found[label]++;
  });
  found.forEach((count, label) => {
    if (count === labelCounts[label]) return;
    throw corrupt(path, `${labelCounts[label]} examples of class ${label}`, `${count}`);
  });
}

function requireDigest(path: string, { raw }: RawIdx, { name, md5 }: IdxFileFacts): void {
  const found = createHash('md5').update(raw).digest('hex');
  if (found !== md5) throw corrupt(path, `the published ${name} with MD5 ${md5}`, `MD5 ${found}`);
}

function corrupt(path: string, expected: string, found: string): DofError {
  return new DofError('DOF_DATA_CORRUPT', `${path} is damaged or another file: expected ${expected}, found ${found}`);
}
