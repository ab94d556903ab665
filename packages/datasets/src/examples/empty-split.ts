import type { DataSplit, Labels } from '@dof/core';

/** Labels of more classes than that need 16 bits. */
export const BYTE_CLASSES = 256;
/** Labels of more classes than that are none. */
export const MOST_CLASSES = 65_536;

/**
 * Room for examples, in memory that threads share rather than copy.
 *
 * @param classes default: at most 256
 */
export function emptySplit(count: number, inputShape: readonly number[], classes = BYTE_CLASSES): DataSplit {
  const length = inputShape.reduce((product, size) => product * size, 1);
  return { count, inputs: sharedBytes(count * length), labels: sharedLabels(count, classes) };
}

/** Zeros for labels of so many classes, in memory that threads share. */
export function sharedLabels(count: number, classes: number): Labels {
  if (classes <= BYTE_CLASSES) return sharedBytes(count);
  return new Uint16Array(new SharedArrayBuffer(count * Uint16Array.BYTES_PER_ELEMENT));
}

/** Zeros in memory that threads share. */
export function sharedBytes(length: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length));
}
