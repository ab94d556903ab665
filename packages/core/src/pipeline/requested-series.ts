import type { StartRequest } from '../contracts/start-request.js';
import { groupIntoSeries } from '../series/group-into-series.js';
import type { ResolvedExperiment, ResolvedMethod } from './resolution/resolve-experiment.js';
import { planRun, requestedDegreesOfFreedom, startOf, type MethodRun } from './plan-runs.js';

/** What an experiment asks for as one series: a method with its recipe, from one start. */
export interface RequestedSeries {
  /** Different for every series of the experiment. */
  readonly label: string;
  readonly method: ResolvedMethod;
  readonly start: StartRequest;
  /** A run of the series, at the least d asked for. */
  readonly example: MethodRun;
}

/** Every series that an experiment asks for, by start and then in the order of its methods. */
export function requestedSeries(resolved: ResolvedExperiment): readonly RequestedSeries[] {
  const { starts } = resolved.experiment;
  // The seed of no start: a start of a fixed seed shows as such in a run whose own seed is another.
  const seed = 1 + Math.max(-1, ...starts.map((start) => (start.seed === 'run' ? -1 : start.seed)));
  const asked = starts.flatMap((start) =>
    resolved.methods.map((method) => {
      const [d] = requestedDegreesOfFreedom(resolved, method);
      return { method, start, example: planRun(resolved, method, startOf(start, seed), d, seed) };
    }),
  );
  const labels = new Map(
    groupIntoSeries(asked.map(({ example }) => example)).flatMap(({ label, runs }) =>
      runs.map(({ hash }) => [hash, label] as const),
    ),
  );
  const distinct = new Map(asked.map((one) => [one.example.hash, one]));
  return [...distinct].map(([hash, one]) => ({ label: labels.get(hash) ?? one.method.method.name, ...one }));
}
