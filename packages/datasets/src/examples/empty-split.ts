import type { DataSplit } from '@dof/core';

/** Room for examples, in memory that threads share rather than copy. */
export function emptySplit(count: number, inputShape: readonly number[]): DataSplit {
  const length = inputShape.reduce((product, size) => product * size, 1);
  return { count, inputs: sharedBytes(count * length), labels: sharedBytes(count) };
}

/** Zeros in memory that threads share. */
export function sharedBytes(length: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length));
}
