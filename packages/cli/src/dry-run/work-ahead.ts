import {
  groupIntoSeries,
  neededWork,
  seriesByHash,
  type ExperimentPlan,
  type MethodRun,
  type SharedWorkKind,
} from '@dof/core';

/** A burn-in or preparation ahead, and the first run that needs it. */
export interface AheadPreparation {
  readonly key: string;
  readonly what: SharedWorkKind;
  readonly run: MethodRun;
}

/** All that an experiment has still to do; with a search, the most that this can be. */
export interface WorkAhead {
  readonly runs: readonly MethodRun[];
  /** Runs by the name of their series, and for a search one at its least d. */
  readonly series: ReadonlyMap<string, readonly MethodRun[]>;
  readonly preparations: readonly AheadPreparation[];
}

/** What is ahead of an experiment that is planned so. */
export function workAhead({ planned, missing, searches, stored }: ExperimentPlan): WorkAhead {
  const runs = [...missing, ...searches.flatMap(({ longest }) => longest)];
  const examples = searches.filter(({ longest }) => longest.length > 0).map(({ least }) => least);
  const labels = seriesByHash(groupIntoSeries([...planned.runs, ...runs, ...examples]));
  const series = new Map<string, MethodRun[]>();
  for (const run of [...runs, ...examples]) {
    const label = labels.get(run.hash)?.label ?? run.specification.method.name;
    series.set(label, [...(series.get(label) ?? []), run]);
  }
  const preparations = new Map<string, AheadPreparation>();
  for (const run of runs) {
    for (const { key, what } of neededWork(run)) {
      if (!stored.has(key) && !preparations.has(key)) preparations.set(key, { key, what, run });
    }
  }
  return { runs, series, preparations: [...preparations.values()] };
}
