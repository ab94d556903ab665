/** How long one run took, or a running one will take judging by its share done. */
export interface RunDuration {
  /** The name of its series. */
  readonly series: string;
  readonly degreesOfFreedom: number;
  readonly seconds: number;
}

/** Seconds that a run takes from beginning to end. */
export type DurationModel = (run: Omit<RunDuration, 'seconds'>) => number;

/**
 * A run's duration as a + b d with a, b >= 0 fitted by least squares, for each series on its own where it has been
 * seen, otherwise for all together: the dense products grow with d, the rest of a step does not. Undefined when nothing
 * has been seen.
 */
export function durationModel(seen: readonly RunDuration[]): DurationModel | undefined {
  if (seen.length === 0) return undefined;
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
