import type { Dataset, Labels, SplitName } from '@dof/core';

/** Examples as a network sees them, in float64, with their labels. */
export interface StandardisedExamples {
  /** `[count, height, width, channels]` row-major. */
  readonly inputs: Float64Array;
  readonly labels: Labels;
}

/**
 * Gathers examples of a split and applies `(byte * scale) - mean[pixel]`.
 *
 * @param bytes that stand in for those of the examples
 */
export function standardisedExamples(
  data: Dataset,
  split: SplitName,
  indices: ArrayLike<number>,
  bytes?: Uint8Array,
): StandardisedExamples {
  const { scale, mean } = data.standardisation;
  const [height, width, channels] = data.inputShape;
  const length = height * width * channels;
  const inputs = new Float64Array(indices.length * length);
  const labels = new Uint16Array(indices.length);
  for (let n = 0; n < indices.length; n++) {
    labels[n] = data[split].labels[indices[n]];
    const from = (bytes ?? data[split].inputs).subarray((bytes === undefined ? indices[n] : n) * length);
    for (let i = 0; i < length; i++) inputs[n * length + i] = from[i] * scale - mean[i];
  }
  return { inputs, labels };
}
