import type { Series } from '../series/series.js';

/**
 * The loss level to show first: that at which most series have a measured d*, of several the lowest. Undefined without
 * levels.
 */
export function defaultLevel(series: readonly Series[], lossLevels: readonly number[]): number | undefined {
  const measured = lossLevels.map(
    (_, i) => series.filter(({ summary }) => summary.levels[i]?.threshold.status === 'measured').length,
  );
  const most = Math.max(0, ...measured);
  const candidates = lossLevels.filter((_, i) => measured[i] === most);
  return candidates.length === 0 ? undefined : Math.min(...candidates);
}
