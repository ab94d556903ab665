import { z } from 'zod';

const side = z.int().min(1).max(4096);

/** Bytes of all examples together. */
const LARGEST = 2 ** 30;

/** Schemas of what every data set that is drawn from a seed can be asked for. */
export const syntheticShape = {
  classes: z.int().min(2).max(256).default(10),
  inputShape: z.tuple([side, side, side], 'must be [height, width, channels]').default([8, 8, 1]),
  train: z.int().min(1).default(1000),
  test: z.int().min(1).default(200),
  seed: z.int().min(0).default(0),
};

interface Size {
  readonly inputShape: readonly number[];
  readonly train: number;
  readonly test: number;
}

/** Entries of one example. */
export function entries(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Whether the examples fit into memory. */
export function isDrawable({ inputShape, train, test }: Size): boolean {
  return (train + test) * entries(inputShape) <= LARGEST;
}

export const TOO_LARGE = { error: `(train + test) x height x width x channels must be at most ${LARGEST}` };
