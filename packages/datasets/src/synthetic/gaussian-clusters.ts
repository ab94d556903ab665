import { fillNormal, splitKey } from '@dof/core';
import type { DataSplit, RandomKey } from '@dof/core';

const GREY = 127.5;
/** Standard deviation of a centre's pixels around grey, in bytes: three of them stay within 0 to 255. */
const CENTRE_DEVIATION = 40;

/** Which clusters to draw. */
export interface Clusters {
  readonly key: RandomKey;
  readonly classes: number;
  /** Entries of one example. */
  readonly inputLength: number;
  /** Standard deviation of an example's pixels around its class centre, in bytes. */
  readonly spread: number;
}

/**
 * Examples around one random centre per class, normal in every pixel, rounded and cut to 0..255. Example n has class
 * n mod classes and depends on the key, the purpose and n alone, so a larger split begins with the smaller one.
 */
export function gaussianClusters(clusters: Clusters, purpose: string, count: number): DataSplit {
  const { key, classes, inputLength, spread } = clusters;
  const noiseKey = splitKey(key, purpose);
  const inputs = new Uint8Array(new SharedArrayBuffer(count * inputLength));
  const labels = new Uint8Array(new SharedArrayBuffer(count));
  const centres = Array.from({ length: classes }, (_, label) => normals(splitKey(key, 'centres'), label, inputLength));
  for (let n = 0; n < count; n++) {
    const label = n % classes;
    const noise = normals(noiseKey, n, inputLength);
    labels[n] = label;
    for (let i = 0; i < inputLength; i++) {
      const value = Math.round(GREY + CENTRE_DEVIATION * centres[label][i] + spread * noise[i]);
      inputs[n * inputLength + i] = Math.min(Math.max(value, 0), 255);
    }
  }
  return { count, inputs, labels };
}

function normals(key: RandomKey, stream: number, length: number): Float32Array {
  const draws = new Float32Array(length);
  fillNormal(key, stream, draws);
  return draws;
}
