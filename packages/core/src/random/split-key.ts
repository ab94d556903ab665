import type { RandomKey } from '../contracts/random-key.js';
import { threefry } from './threefry.js';

/** Marks key derivation, so that derived keys never coincide with a key's own random bits. */
const DERIVATION = 0x6b657921;

/** The key of a whole-number seed from 0 to 2^53 - 1; distinct seeds give distinct keys. */
export function keyFromSeed(seed: number): RandomKey {
  return [Math.floor(seed / 2 ** 32) >>> 0, seed >>> 0];
}

/** A new key for one purpose (a name) or one of many (a whole number from 0 to 2^32 - 1). */
export function splitKey(key: RandomKey, purpose: string | number): RandomKey {
  const out = new Uint32Array(2);
  if (typeof purpose === 'number') {
    threefry(key, purpose >>> 0, DERIVATION, out);
    return [out[0], out[1]];
  }
  // Sponge over the UTF-8 bytes: each word is absorbed through the bijection, the length closes it.
  const bytes = new TextEncoder().encode(purpose);
  let state: RandomKey = key;
  for (let at = 0; at < bytes.length; at += 4) {
    const word = bytes[at] | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
    threefry(state, word >>> 0, DERIVATION + 1, out);
    state = [out[0], out[1]];
  }
  threefry(state, bytes.length, DERIVATION + 2, out);
  return [out[0], out[1]];
}

/** What a run draws: w_0, the batches of its burn-in, a preparation, the directions, the batches of its training. */
export type RunPurpose = 'initialisation' | 'burn-in' | 'preparation' | 'directions' | 'order';

/** The key that the pipeline gives to one purpose of a run with this seed. */
export function runKey(seed: number, purpose: RunPurpose): RandomKey {
  return splitKey(keyFromSeed(seed), purpose);
}
