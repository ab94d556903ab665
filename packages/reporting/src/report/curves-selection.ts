import type { RunResult } from '@dof/core';
import type { Series } from '../series/series.js';

/** Curves in the page at most, and points of one curve. */
const MOST_CURVES = 800;
const MOST_POINTS = 120;

/** Runs whose training curves are shown: all, or as many of each series and d, evenly spaced in the order of the runs. */
export function curvesSelection(results: readonly RunResult[], series: readonly Series[]): RunResult[] {
  const byHash = new Map(results.map((result) => [result.hash, result]));
  const cells = series.flatMap(({ summary }) => {
    const byD = new Map<number, string[]>(summary.degreesOfFreedom.map((d) => [d, []]));
    for (const { d, hash } of summary.runs) byD.get(d)?.push(hash);
    return [...byD.values()];
  });
  const most = Math.max(1, Math.floor(MOST_CURVES / Math.max(1, cells.length)));
  return cells
    .flatMap((hashes) => evenly(hashes, most))
    .flatMap((hash) => byHash.get(hash) ?? [])
    .map((result) => ({ ...result, history: evenly(result.history, MOST_POINTS) }));
}

/** At most `most` of the items, evenly spaced, the first and the last among them. */
export function evenly<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  if (most === 1) return [items[0]];
  return Array.from({ length: most }, (_, i) => items[Math.round((i * (items.length - 1)) / (most - 1))]);
}
