import type { Series } from './series.js';

/** The series of each run, by the run's hash; the first of them, where a run is a trial of two. */
export function seriesByHash(series: readonly Series[]): ReadonlyMap<string, Series> {
  const found = new Map<string, Series>();
  for (const one of series) {
    for (const { hash } of one.summary.runs) if (!found.has(hash)) found.set(hash, one);
  }
  return found;
}
