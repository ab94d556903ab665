import type { RandomKey } from '../contracts/random-key.js';
import { keyFromSeed, splitKey } from './split-key.js';

/** What a run draws: w_0, the batches of its burn-in, a preparation, the directions, the batches of its training. */
export type RunPurpose = 'initialisation' | 'burn-in' | 'preparation' | 'directions' | 'order';

/** The key that the pipeline gives to one purpose of a run with this seed. */
export function runKey(seed: number, purpose: RunPurpose): RandomKey {
  return splitKey(keyFromSeed(seed), purpose);
}
