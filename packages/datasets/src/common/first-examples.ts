import type { DataSplit } from '@dof/core';

/** A copy of the first `count` examples of a split, in memory that threads can share. */
export function firstExamples(split: DataSplit, count: number): DataSplit {
  const inputLength = split.inputs.length / split.count;
  return {
    count,
    inputs: shared(split.inputs.subarray(0, count * inputLength)),
    labels: shared(split.labels.subarray(0, count)),
  };
}

function shared(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}
