import type { Batch, Dataset, Labels, SplitName } from '@dof/core';

/** Examples as a network sees them, with their labels. */
export interface StagedBatch {
  /** `[n, height, width, channels]` row-major: `byte * scale - mean[pixel]`. */
  readonly inputs: Float32Array;
  /** `[n]`. */
  readonly labels: Labels;
}

/**
 * Gathers the examples of a batch in its order, or the bytes that stand in for them; throws a RangeError for an index
 * outside the split.
 */
export function stagedBatch(data: Dataset, { split, indices, inputs: own }: Batch): StagedBatch {
  const { scale, mean } = data.standardisation;
  const { inputs: bytes, labels, count } = data[split];
  const length = mean.length;
  const inputs = new Float32Array(indices.length * length);
  indices.forEach((index, n) => {
    if (index >= count) throw new RangeError(`example ${index} of ${split} is not below ${count}`);
    const from = own === undefined ? bytes.subarray(index * length) : own.subarray(n * length);
    for (let i = 0; i < length; i++) inputs[n * length + i] = from[i] * scale - mean[i];
  });
  return { inputs, labels: Uint16Array.from(indices, (index) => labels[index]) };
}

/** Consecutive batches of at most `size` that cover a split in file order. */
export function* batchesInFileOrder(data: Dataset, split: SplitName, size: number): Generator<Batch> {
  const { count } = data[split];
  for (let first = 0; first < count; first += size) {
    yield { split, indices: Uint32Array.from({ length: Math.min(size, count - first) }, (_, i) => first + i) };
  }
}
