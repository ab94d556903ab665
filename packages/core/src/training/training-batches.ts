import type { Batch } from '../contracts/objective.js';
import type { RandomKey } from '../contracts/random-key.js';
import { splitKey } from '../random/split-key.js';
import { batchesOfEpoch } from './batches-of-epoch.js';

/** The whole training batches of one epoch, with the key that draws what augmentation does to them. */
export function* trainingBatches(key: RandomKey, epoch: number, count: number, batchSize: number): Generator<Batch> {
  const augmentationKey = splitKey(splitKey(key, 'augmentation'), epoch);
  for (const indices of batchesOfEpoch(key, epoch, count, batchSize))
    yield { split: 'train', indices, augmentationKey };
}
