import { canonicalJson } from '@dof/core';
import type { Comparison, ComparisonEntry } from './comparison.js';

/**
 * One comparison out of several made on the same model, data and levels: the null once per start, then every method.
 * Comparisons that differ in model, data or levels stay apart, in order of first appearance.
 */
export function mergeComparisons(comparisons: readonly Comparison[]): readonly Comparison[] {
  const groups = new Map<string, Comparison[]>();
  for (const comparison of comparisons.filter(({ entries }) => entries.length > 0)) {
    const key = groundOf(comparison);
    groups.set(key, [...(groups.get(key) ?? []), comparison]);
  }
  return [...groups.values()].map((group) => ({
    ...group[0],
    title: group.length === 1 ? group[0].title : `${group.length} benchmarks`,
    entries: mergeEntries(group.flatMap(({ entries }) => entries)),
  }));
}

/** What two comparisons must share to stand in one table. */
function groundOf({ dimension, model, data, delta, confidence, entries }: Comparison): string {
  const levels = entries[0].levels.map(({ measure, level }) => [measure, level]);
  return canonicalJson({ dimension, model, data, delta, confidence, levels });
}

/** Entries of one method, start and recipe once; nulls before methods, starts together. */
function mergeEntries(entries: readonly ComparisonEntry[]): ComparisonEntry[] {
  const identity = ({ method, start, training, learningRates }: ComparisonEntry) =>
    canonicalJson({ method, start, training, learningRates });
  const unique = [...new Map(entries.map((entry) => [identity(entry), entry])).values()];
  const starts = [...new Set(unique.map(({ start }) => canonicalJson(start)))];
  return starts.flatMap((start) => {
    const own = unique.filter((entry) => canonicalJson(entry.start) === start);
    return [...own.filter(({ isNull }) => isNull), ...own.filter(({ isNull }) => !isNull)];
  });
}
