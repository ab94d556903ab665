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
  const draws = new Float32Array(inputLength);
  const centres = Array.from({ length: classes }, (_, label) => {
    fillNormal(splitKey(key, 'centres'), label, draws);
    return Float64Array.from(draws, (z) => GREY + CENTRE_DEVIATION * z);
  });
  for (let n = 0; n < count; n++) {
    labels[n] = n % classes;
    fillNormal(noiseKey, n, draws);
    writeExample(centres[labels[n]], spread, draws, inputs, n * inputLength);
  }
  return { count, inputs, labels };
}

/** Without a branch on the noise, which no processor predicts well. */
function writeExample(
  centre: Float64Array,
  spread: number,
  draws: Float32Array,
  inputs: Uint8Array,
  first: number,
): void {
  for (let i = 0; i < draws.length; i++) {
    const value = Math.min(Math.max(centre[i] + spread * draws[i], 0), 255);
    // Math.round of what is not negative: twice the rest is exact, and at least 1 where it is rounded up.
    const whole = value | 0;
    inputs[first + i] = whole + ((2 * (value - whole)) | 0);
  }
}
