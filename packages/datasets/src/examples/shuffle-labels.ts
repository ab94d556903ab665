import { keyFromSeed, randomOrder, splitKey, strictObject } from '@dof/core';
import type { DataSplit } from '@dof/core';
import { z } from 'zod';
import { BYTE_CLASSES, sharedLabels } from './empty-split.js';

/** Which labels to shuffle. */
export const shuffledLabelsSchema = strictObject({
  seed: z.int().min(0).default(0),
  /** Fraction of the training examples whose labels are shuffled among one another. */
  share: z.number().min(0).max(1).default(1),
});

export type ShuffledLabels = z.output<typeof shuffledLabelsSchema>;

/**
 * The split with the labels of a random `share` of its examples in a random order: every class keeps its size and
 * nothing is left to be learnt from those examples but themselves (Zhang, Bengio, Hardt, Recht and Vinyals,
 * "Understanding deep learning requires rethinking generalization", ICLR 2017). Inputs are not copied.
 */
export function shuffleLabels(split: DataSplit, { seed, share }: ShuffledLabels): DataSplit {
  const key = splitKey(keyFromSeed(seed), 'shuffled labels');
  const chosen = randomOrder(splitKey(key, 'examples'), split.count).subarray(0, Math.round(share * split.count));
  const order = randomOrder(splitKey(key, 'labels'), chosen.length);
  const labels = sharedLabels(split.count, split.labels instanceof Uint8Array ? BYTE_CLASSES : Infinity);
  labels.set(split.labels);
  chosen.forEach((example, i) => (labels[example] = split.labels[chosen[order[i]]]));
  return { ...split, labels };
}
