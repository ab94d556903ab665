import type { PlannedRun } from '@dof/core';
import type { ExperimentProgress } from './experiment-progress.js';
import { secondsLeft, type RunAhead } from './seconds-left.js';

/**
 * Estimate of the seconds that the rest of an experiment takes, burn-ins and preparations included; undefined while too
 * little has been seen.
 *
 * @param concurrency runs at once.
 * @param now in seconds, of the clock that the progress was told.
 */
export function experimentSecondsLeft(
  progress: ExperimentProgress,
  concurrency: number,
  now: number,
): number | undefined {
  const { preparations, durations } = progress;
  const ahead = (run: PlannedRun, elapsed: number, share: number): RunAhead => ({
    series: progress.seriesOf(run),
    degreesOfFreedom: run.specification.degreesOfFreedom,
    ...{ elapsed, share, needs: preparations.neededBy(run) },
  });
  const running = [...progress.running.values()].map(({ run, share, startedAt }) => ahead(run, now - startedAt, share));
  const pending = [...progress.pending.values()];
  return secondsLeft({
    seen: { runs: durations, preparations: preparations.durations },
    ahead: {
      runs: [...running, ...pending.map((run) => ahead(run, 0, 0))],
      preparations: preparations.ahead(pending, now),
    },
    concurrency,
  });
}
