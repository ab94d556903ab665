import type { RunStore } from '../contracts/run-store.js';
import type { RunResult } from '../contracts/run.js';
import { memoryRunStore } from '../store/memory-run-store.js';
import { searchRuns } from '../search/search-runs.js';
import { searchedDegreesOfFreedom } from '../search/searched-degrees-of-freedom.js';
import { planPass, type PassPlan } from './plan-pass.js';
import { isSearched, planRun, startOf, type MethodRun } from './plan-runs.js';
import { requestedSeries, type RequestedSeries } from './requested-series.js';
import type { ResolvedExperiment } from './resolution/resolve-experiment.js';
import type { Shard } from './shard-runs.js';
import { neededPreparations, storedPreparations } from './stored-preparations.js';

/** The search of one series, before it has begun. */
export interface PlannedSearch {
  readonly series: string;
  /** Runs it may have, finished ones included. */
  readonly budget: number;
  /** Finished runs that it would take up. */
  readonly finished: number;
  /** A run at its least d. */
  readonly least: MethodRun;
  /** As many runs as it may still train, all at its largest d: no choice takes longer. */
  readonly longest: readonly MethodRun[];
}

/** What an experiment asks for, and what of it is there. */
export interface ExperimentPlan extends Pick<PassPlan, 'planned'> {
  /** Runs of the plan that are in the store; those of searches are counted there. */
  readonly finished: number;
  /** Runs of the plan that are not. */
  readonly missing: readonly MethodRun[];
  readonly searches: readonly PlannedSearch[];
  /** Keys of the burnt-in starts and preparations in the store that missing runs need. */
  readonly stored: ReadonlySet<string>;
}

export interface PlanExperimentOptions {
  /** Where finished runs are; only read from. Default: none is. */
  readonly store?: RunStore;
  readonly shard?: Shard;
}

/** Plans an experiment without doing any of it. */
export async function planExperiment(
  resolved: ResolvedExperiment,
  { store = memoryRunStore(), shard }: PlanExperimentOptions = {},
): Promise<ExperimentPlan> {
  const { runs, planned } = planPass(resolved, shard);
  const missing: MethodRun[] = [];
  for (const run of runs) if ((await store.get(run.hash)) === undefined) missing.push(run);
  const results = resolved.experiment.search === undefined ? [] : await store.list();
  const searches = requestedSeries(resolved)
    .filter(({ method }) => isSearched(resolved, method))
    .map((series) => planSearch(resolved, series, results));
  const asked = [...missing, ...searches.flatMap(({ longest }) => longest)];
  const stored = await storedPreparations(store, neededPreparations(asked));
  return { planned, finished: runs.length - missing.length, missing, searches, stored };
}

function planSearch(
  resolved: ResolvedExperiment,
  { label, method, start }: RequestedSeries,
  stored: readonly RunResult[],
): PlannedSearch {
  const { search } = resolved.experiment;
  if (search === undefined) throw new TypeError('the experiment searches for nothing');
  const { budget, level, stopAtLevel, stopHopeless } = search;
  const { ends } = searchedDegreesOfFreedom(resolved, method);
  const plan: Parameters<typeof searchRuns>[0]['plan'] = (d, seed, rule) =>
    planRun(resolved, method, startOf(start, seed), d, seed, rule);
  const runs = searchRuns({
    ...{ stored, ends, plan },
    seedsPerDegreesOfFreedom: method.method.prepare !== undefined || start.type === 'burn-in',
    stopping: stopAtLevel ? { trainLoss: level, hopeless: stopHopeless } : undefined,
  });
  const finished = runs.finished.length;
  const left = Array.from({ length: Math.max(0, budget - finished) }, () => ends[1]);
  return { series: label, budget, finished, least: plan(ends[0], 0), longest: runs.choose(left) };
}
