import type { ThresholdTrainingDimension } from './threshold.js';

/**
 * The answer in words: `181 (128 < d* <= 256)`, `not reached up to d = 4096 (d* > 2048)`,
 * `already reached at d = 8 (d* <= 16)` or `no runs`.
 */
export function describeThreshold(threshold: ThresholdTrainingDimension): string {
  switch (threshold.status) {
    case 'measured':
      return `${Math.round(threshold.dStar)} (${describeInterval(threshold)})`;
    case 'above':
      return `not reached up to d = ${threshold.largest} (${describeInterval(threshold)})`;
    case 'below':
      return `already reached at d = ${threshold.smallest} (${describeInterval(threshold)})`;
    case 'no-data':
      return 'no runs';
  }
}

/** The interval in words: `128 < d* <= 256`, `d* > 128`, `d* <= 256` or `no bound`. */
export function describeInterval({ lower, upper }: Pick<ThresholdTrainingDimension, 'lower' | 'upper'>): string {
  if (lower === null) return upper === null ? 'no bound' : `d* <= ${upper}`;
  return upper === null ? `d* > ${lower}` : `${lower} < d* <= ${upper}`;
}
