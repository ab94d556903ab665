import { threefry, type RandomKey } from '@dof/core';

/** Independent uniform bytes. */
export function randomBytes(key: RandomKey, length: number): Uint8Array {
  const words = new Uint32Array(2);
  return Uint8Array.from({ length }, (_, i) => {
    threefry(key, i, 0, words);
    return words[0] >>> 24;
  });
}
