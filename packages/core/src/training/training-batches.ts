import type { Batch } from '../contracts/objective.js';
import type { RandomKey } from '../contracts/random-key.js';
import { DofError } from '../errors/dof-error.js';
import { randomOrder } from '../random/random-order.js';
import { splitKey } from '../random/split-key.js';

/** The whole training batches of one epoch, with the key that draws what augmentation does to them. */
export function* trainingBatches(key: RandomKey, epoch: number, count: number, batchSize: number): Generator<Batch> {
  const augmentationKey = splitKey(splitKey(key, 'augmentation'), epoch);
  for (const indices of batchesOfEpoch(key, epoch, count, batchSize))
    yield { split: 'train', indices, augmentationKey };
}

/** The whole batches of one epoch, each example at most once, in an order that depends on key and epoch alone. */
export function* batchesOfEpoch(
  key: RandomKey,
  epoch: number,
  count: number,
  batchSize: number,
): Generator<Uint32Array> {
  const order = randomOrder(splitKey(key, epoch), count);
  for (let from = 0; from + batchSize <= count; from += batchSize) yield order.subarray(from, from + batchSize);
}

/** Throws DOF_BAD_BATCH_SIZE for a training set that has no whole batch. */
export function requireWholeBatch(batchSize: number, count: number): void {
  if (batchSize <= count) return;
  throw new DofError(
    'DOF_BAD_BATCH_SIZE',
    `a batch of ${batchSize} examples was asked for, the training set has ${count}: set batchSize to at most that`,
  );
}
