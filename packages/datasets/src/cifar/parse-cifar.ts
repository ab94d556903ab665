import { DofError } from '@dof/core';
import type { DataSplit } from '@dof/core';

const PIXELS = 32 * 32;
const CHANNELS = 3;

/**
 * Parses records of the CIFAR binary format into `split` from example `first` on: each record is `labelBytes` labels,
 * of which the last is the class, then the red, green and blue planes, row-major.
 *
 * @param split receives the examples, `[count, 32, 32, 3]` with the channels of a pixel side by side
 * @param source names the file in error messages
 * @throws DOF_DATA_CORRUPT unless the bytes are exactly `records` records
 */
export function parseCifar(
  bytes: Uint8Array,
  source: string,
  { labelBytes, records }: { readonly labelBytes: number; readonly records: number },
  split: DataSplit,
  first: number,
): void {
  const recordLength = labelBytes + CHANNELS * PIXELS;
  if (bytes.length !== records * recordLength) {
    throw new DofError(
      'DOF_DATA_CORRUPT',
      `${source} is damaged or another file: expected ${records * recordLength} bytes for ${records} records of ` +
        `${recordLength}, found ${bytes.length} bytes`,
    );
  }
  const { inputs, labels } = split;
  for (let record = 0; record < records; record++) {
    const start = record * recordLength + labelBytes;
    labels[first + record] = bytes[start - 1];
    let to = (first + record) * CHANNELS * PIXELS;
    for (let pixel = start; pixel < start + PIXELS; pixel++) {
      inputs[to++] = bytes[pixel];
      inputs[to++] = bytes[pixel + PIXELS];
      inputs[to++] = bytes[pixel + 2 * PIXELS];
    }
  }
}
