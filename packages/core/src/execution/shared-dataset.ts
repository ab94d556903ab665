import type { Dataset, DataSplit, Labels } from '../contracts/dataset.js';

const shared = new WeakMap<Dataset, Dataset>();

/**
 * The data set with its examples in memory that threads share, so that a task does not carry a copy of them into each
 * thread. Data sets are asked to be there from the start; what is not is copied once, however many tasks need it.
 */
export function sharedDataset(data: Dataset): Dataset {
  const known = shared.get(data) ?? { ...data, train: sharedSplit(data.train), test: sharedSplit(data.test) };
  shared.set(data, known);
  return known;
}

function sharedSplit({ count, inputs, labels }: DataSplit): DataSplit {
  return { count, inputs: sharedBytes(inputs), labels: sharedLabels(labels) };
}

function sharedBytes(bytes: Uint8Array): Uint8Array {
  if (bytes.buffer instanceof SharedArrayBuffer) return bytes;
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}

function sharedLabels(labels: Labels): Labels {
  if (labels instanceof Uint8Array) return sharedBytes(labels);
  if (labels.buffer instanceof SharedArrayBuffer) return labels;
  const copy = new Uint16Array(new SharedArrayBuffer(labels.byteLength));
  copy.set(labels);
  return copy;
}
