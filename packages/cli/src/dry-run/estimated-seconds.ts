import { secondsLeft } from '../progress/seconds-left.js';
import { kindOf } from '../progress/preparation-progress.js';
import type { MeasuredExperiment } from './measured-experiment.js';
import type { WorkAhead } from './work-ahead.js';

/**
 * How long all work ahead takes, from what was measured of it; a run between the d that were is taken for one on the
 * line between them. Kinds of preparations that were not measured count as nothing. Undefined where no run was measured.
 *
 * @param jobs runs at once
 */
export function estimatedSeconds(
  { runs, series, preparations }: WorkAhead,
  measured: MeasuredExperiment,
  jobs: number,
): number | undefined {
  if (runs.length === 0) return 0;
  const names = new Map([...series].flatMap(([name, members]) => members.map(({ hash }) => [hash, name] as const)));
  const waits = new Set(preparations.map(({ key }) => key));
  const told = measured.preparations.filter(({ seconds }) => seconds !== undefined);
  const untold = measured.preparations.filter(({ kind }) => told.every((other) => other.kind !== kind));
  return secondsLeft({
    seen: {
      runs: measured.series.flatMap(({ series: name, ends }) =>
        ends.flatMap(({ degreesOfFreedom, seconds }) =>
          seconds === undefined ? [] : [{ series: name, degreesOfFreedom, seconds }],
        ),
      ),
      preparations: [...told, ...untold].map(({ seconds = 0, kind, size }) => ({ kind, size, seconds })),
    },
    ahead: {
      runs: runs.map(({ hash, specification, startKey, preparationKey }) => ({
        series: names.get(hash) ?? '',
        degreesOfFreedom: specification.degreesOfFreedom,
        ...{ elapsed: 0, share: 0 },
        needs: [startKey, preparationKey].filter((key): key is string => key !== undefined && waits.has(key)),
      })),
      preparations: preparations.map(({ key, what, run }) => ({ key, ...kindOf(what, run), elapsed: 0, share: 0 })),
    },
    concurrency: jobs,
  });
}
