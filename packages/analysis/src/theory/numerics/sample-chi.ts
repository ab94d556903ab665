import chiSquareQuantile from '@stdlib/stats-base-dists-chisquare-quantile';
import { threefry, type RandomKey } from '@dof/core';

/** One draw of chi_k, by the inverse of its distribution function at 53 random bits of (key, counter, stream). */
export function sampleChi(key: RandomKey, counter: number, stream: number, k: number): number {
  const words = new Uint32Array(2);
  threefry(key, counter, stream, words);
  const uniform = ((words[0] >>> 5) * 2 ** 26 + (words[1] >>> 6) + 0.5) * 2 ** -53;
  return Math.sqrt(chiSquareQuantile(uniform, k));
}
