import type { Series } from './series.js';

/** The series of each run, by the run's hash. */
export function seriesByHash(series: readonly Series[]): ReadonlyMap<string, Series> {
  const found = new Map<string, Series>();
  for (const one of series) {
    for (const { hash } of one.summary.runs) found.set(hash, one);
  }
  return found;
}
