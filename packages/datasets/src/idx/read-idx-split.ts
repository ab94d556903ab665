import type { DataSplit } from '@dof/core';
import { corruptFile, requireDigest, requireLabelCounts } from '../common/file-checks.js';
import { readRawFile } from '../common/read-raw-file.js';
import { exampleCount, type IdxDatasetFacts, type IdxFileFacts } from './idx-dataset-facts.js';
import { parseIdx, type IdxArray } from './parse-idx.js';

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
  requireLabelCounts(paths.labels, labels.data, facts.labelCounts);
  requireDigest(paths.images, images.raw, facts.images);
  requireDigest(paths.labels, labels.raw, facts.labels);
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
    throw corruptFile(path, `${expected.join(' x ')} entries in ${name}`, `${array.shape.join(' x ')}`);
  }
  return { ...array, raw };
}
