import type { DataSplit } from '@dof/core';

const PIXELS = 32 * 32;
const PLANES = 3;

/** Length of a record: the label bytes, then the red, green and blue planes of 32 x 32, row-major. */
export function cifarRecordLength(labelBytes: number): number {
  return labelBytes + PLANES * PIXELS;
}

/** How many label bytes a record begins with, and which of them is the class. */
export interface CifarLabels {
  readonly labelBytes: number;
  readonly label: number;
}

/**
 * Parses whole records of the CIFAR binary format into `split` from example `first` on. The channels of a pixel come to
 * stand side by side.
 *
 * @param split receives the examples, `[count, 32, 32, 3]`
 */
export function parseCifar(
  bytes: Uint8Array,
  { labelBytes, label }: CifarLabels,
  split: DataSplit,
  first: number,
): void {
  const recordLength = cifarRecordLength(labelBytes);
  const { inputs, labels } = split;
  for (let record = 0; (record + 1) * recordLength <= bytes.length; record++) {
    const start = record * recordLength + labelBytes;
    labels[first + record] = bytes[record * recordLength + label];
    let to = (first + record) * PLANES * PIXELS;
    for (let pixel = start; pixel < start + PIXELS; pixel++) {
      inputs[to++] = bytes[pixel];
      inputs[to++] = bytes[pixel + PIXELS];
      inputs[to++] = bytes[pixel + 2 * PIXELS];
    }
  }
}
