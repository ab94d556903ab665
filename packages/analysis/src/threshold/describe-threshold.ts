import type { ThresholdTrainingDimension } from './threshold.js';

/**
 * The answer in words: `181 (128 < d* <= 256)`, `not reached up to d = 4096 (d* > 2048)`,
 * `already reached at d = 8 (d* <= 16)`, `unknown, as 5 runs were stopped before this level (d* > 128)` or `no runs`.
 */
export function describeThreshold(threshold: ThresholdTrainingDimension): string {
  switch (threshold.status) {
    case 'measured':
      return `${roundedThreshold(threshold.dStar)} (${describeInterval(threshold)})`;
    case 'above':
      return `not reached up to d = ${threshold.largest} (${describeInterval(threshold)})`;
    case 'below':
      return `already reached at d = ${threshold.smallest} (${describeInterval(threshold)})`;
    case 'censored':
      return `unknown, as ${runs(threshold.censoredTrials)} stopped before this level (${describeInterval(threshold)})`;
    case 'no-data':
      return 'no runs';
  }
}

/** d* as it is shown: whole, or with one decimal below 10, where a whole number could lie outside its own interval. */
export function roundedThreshold(dStar: number): number {
  return dStar < 10 ? Number(dStar.toFixed(1)) : Math.round(dStar);
}

function runs(count: number): string {
  return count === 1 ? '1 run was' : `${count} runs were`;
}

/** The interval in words: `128 < d* <= 256`, `d* > 128`, `d* <= 256` or `no bound`. */
export function describeInterval({ lower, upper }: Pick<ThresholdTrainingDimension, 'lower' | 'upper'>): string {
  const [from, to] = [lower, upper].map((end) => (end === null ? '' : shown(end)));
  if (lower === null) return upper === null ? 'no bound' : `d* <= ${to}`;
  return upper === null ? `d* > ${from}` : `${from} < d* <= ${to}`;
}

/** Ends between measured d, where curves put them, to a tenth. */
function shown(end: number): string {
  return String(Number(end.toFixed(1)));
}
