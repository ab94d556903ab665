import { datasetContentHash, splitKey, type DataSplit, type Dataset, type Labels, type RandomKey } from '@dof/core';
import { randomBytes } from './random-arrays.js';

/** Size of a random data set. */
export interface RandomDatasetShape {
  /** Height, width, channels of one example. */
  readonly inputShape: readonly [number, number, number];
  readonly classes: number;
  readonly trainCount: number;
  readonly testCount: number;
}

/** Uniform bytes with uniform labels, standardised by /255 and the per-pixel mean of the training examples. */
export function randomDataset(key: RandomKey, shape: RandomDatasetShape): Dataset {
  const { inputShape, classes } = shape;
  const length = inputShape.reduce((product, size) => product * size, 1);
  const split = (name: string, count: number): DataSplit => ({
    count,
    inputs: randomBytes(splitKey(key, `${name} inputs`), count * length),
    labels: randomLabels(splitKey(key, `${name} labels`), count, classes),
  });
  const train = split('train', shape.trainCount);
  const test = split('test', shape.testCount);
  const scale = 1 / 255;
  const mean = Float32Array.from({ length }, (_, pixel) => {
    let sum = 0;
    for (let n = 0; n < train.count; n++) sum += train.inputs[n * length + pixel];
    return (sum / train.count) * scale;
  });
  const content = { inputShape, classes, train, test, standardisation: { scale, mean } };
  return { name: 'random', version: '1', ...content, contentHash: datasetContentHash(content) };
}

function randomLabels(key: RandomKey, count: number, classes: number): Labels {
  if (classes <= 256) return randomBytes(key, count).map((byte) => byte % classes);
  const bytes = randomBytes(key, 2 * count);
  return Uint16Array.from({ length: count }, (_, n) => (256 * bytes[2 * n] + bytes[2 * n + 1]) % classes);
}
