/** How long one run took, or a running one will take judging by its share done. */
export interface RunDuration {
  /** The name of its series. */
  readonly series: string;
  readonly degreesOfFreedom: number;
  readonly seconds: number;
}

/** A run that is not finished. */
export interface RunAhead {
  /** The name of its series. */
  readonly series: string;
  readonly degreesOfFreedom: number;
  /** Seconds it has been running; 0 when it has not started. */
  readonly elapsed: number;
  /** Share of it that is done, from 0 to 1. */
  readonly share: number;
}

/** Below this share a running run says too little about how long it will take. */
const TELLING_SHARE = 0.05;

/**
 * Estimates how long the runs ahead will take with `concurrency` of them at once. A run's duration is taken as
 * a + b d with a, b >= 0 fitted by least squares, for each series on its own where it has been seen: the dense
 * products grow with d, the rest of a step does not. Undefined as long as nothing has been seen.
 */
export function secondsLeft(
  seen: readonly RunDuration[],
  ahead: readonly RunAhead[],
  concurrency: number,
): number | undefined {
  const running = ahead.filter(({ share }) => share >= TELLING_SHARE);
  const all = [...seen, ...running.map((run) => ({ ...run, seconds: run.elapsed / run.share }))];
  if (all.length === 0) return undefined;
  const predict = durationModel(all);
  const remaining = ahead.map((run) => {
    if (run.share >= TELLING_SHARE) return (run.elapsed / run.share) * (1 - run.share);
    return Math.max(0, predict(run) - run.elapsed);
  });
  const total = remaining.reduce((sum, seconds) => sum + seconds, 0);
  return Math.max(total / concurrency, ...remaining);
}

function durationModel(seen: readonly RunDuration[]): (run: Omit<RunDuration, 'seconds'>) => number {
  const models = new Map<string, (d: number) => number>();
  const pooled = fitLine(seen);
  for (const series of new Set(seen.map((run) => run.series))) {
    models.set(series, fitLine(seen.filter((run) => run.series === series)));
  }
  return ({ series, degreesOfFreedom }) => (models.get(series) ?? pooled)(degreesOfFreedom);
}

function fitLine(runs: readonly RunDuration[]): (d: number) => number {
  const mean = (of: (run: RunDuration) => number): number => runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
  const d = mean((run) => run.degreesOfFreedom);
  const seconds = mean((run) => run.seconds);
  const covariance = mean((run) => (run.degreesOfFreedom - d) * (run.seconds - seconds));
  const variance = mean((run) => (run.degreesOfFreedom - d) ** 2);
  const slope = variance > 0 ? covariance / variance : 0;
  if (slope <= 0) return () => seconds;
  const intercept = seconds - slope * d;
  if (intercept >= 0) return (x) => intercept + slope * x;
  const throughOrigin = mean((run) => run.degreesOfFreedom * run.seconds) / mean((run) => run.degreesOfFreedom ** 2);
  return (x) => throughOrigin * x;
}
