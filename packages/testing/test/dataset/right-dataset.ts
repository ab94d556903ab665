import { datasetContentHash, strictObject, type Dataset, type DatasetProvider } from '@dof/core';
import { z } from 'zod';

const schema = strictObject({
  train: z.int().min(1).max(4).default(4),
  scale: z
    .number()
    .positive()
    .default(1 / 255),
});

export type StripesOptions = z.output<typeof schema>;

/** Bytes in memory that threads share. */
export function shared(bytes: readonly number[]): Uint8Array {
  const array = new Uint8Array(new SharedArrayBuffer(bytes.length));
  array.set(bytes);
  return array;
}

/** The same data set with parts replaced and, unless that is the point, its right hash. */
export function withContent(data: Dataset, change: Partial<Dataset>): Dataset {
  const changed = { ...data, ...change };
  return { ...changed, contentHash: change.contentHash ?? datasetContentHash(changed) };
}

/** A data set that keeps every promise: examples of 1 x 2 pixels in two classes. */
export const stripes: DatasetProvider<StripesOptions> = {
  name: 'stripes',
  version: '1',
  description: 'two pixels, one of them bright',
  options: schema,
  async load({ train: count, scale }) {
    const content = {
      inputShape: [1, 2, 1] as const,
      classes: 2,
      train: {
        count,
        inputs: shared([9, 0, 0, 9, 8, 0, 0, 8].slice(0, 2 * count)),
        labels: shared([0, 1, 0, 1].slice(0, count)),
      },
      test: { count: 1, inputs: shared([7, 0]), labels: shared([0]) },
      standardisation: { scale, mean: Float32Array.of(0.01, 0.02) },
    };
    return { name: 'stripes', version: '1', ...content, contentHash: datasetContentHash(content) };
  },
  locate: async () => ({ found: true, detail: 'in memory' }),
};
