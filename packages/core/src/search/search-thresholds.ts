import { concat, concatMap, defer, EMPTY, from, of, tap, type Observable } from 'rxjs';
import type { DesignStrategy, SearchDecision } from '../contracts/design-strategy.js';
import type { ExperimentEvent, SearchProgress } from '../contracts/experiment-event.js';
import type { RunResult } from '../contracts/run.js';
import type { SearchRequest } from '../contracts/experiment.js';
import { isSearched, plannedRun, planRun, startOf } from '../pipeline/plan-runs.js';
import { codeChanges } from '../pipeline/code-changes.js';
import { requestedSeries, type RequestedSeries } from '../pipeline/requested-series.js';
import { searchRuns, type SearchRuns } from './search-runs.js';
import { searchedDegreesOfFreedom } from './searched-degrees-of-freedom.js';
import type { TrainRunsContext } from '../pipeline/run-life.js';
import { trainRuns } from '../pipeline/train-runs.js';

/**
 * Searches for d* of every series, one after the other: takes up the finished runs in the store, then lets the
 * strategy choose runs and trains them, until it has found what it was asked for or the budget is spent.
 */
export function searchThresholds(setting: TrainRunsContext, strategy: DesignStrategy): Observable<ExperimentEvent> {
  const { resolved, store } = setting;
  const { search } = resolved.experiment;
  if (search === undefined) return EMPTY;
  return defer(() => store.list()).pipe(
    concatMap((stored) =>
      from(requestedSeries(resolved).filter(({ method }) => isSearched(resolved, method))).pipe(
        concatMap((series) => searchOf({ search, series, stored }, setting, strategy)),
      ),
    ),
  );
}

type SearchFinished = Extract<ExperimentEvent, { type: 'search-finished' }>;

interface SearchOptions {
  readonly search: SearchRequest;
  readonly series: RequestedSeries;
  /** Everything in the store when the search began. */
  readonly stored: readonly RunResult[];
}

function searchOf(
  { search, series: { label, method, start }, stored }: SearchOptions,
  setting: TrainRunsContext,
  strategy: DesignStrategy,
): Observable<ExperimentEvent> {
  const { resolved } = setting;
  const { level, width, batch, budget, expected, stopAtLevel, stopHopeless } = search;
  const { delta, confidence } = resolved.experiment.analysis;
  const { candidates, ends } = searchedDegreesOfFreedom(resolved, method);
  const stopping = stopAtLevel ? { trainLoss: level, hopeless: stopHopeless } : undefined;
  const runs = searchRuns({
    stored,
    ends,
    // Work that all d of a seed share is dear: seeds are used again at other d then, and count as clusters.
    seedsPerDegreesOfFreedom: method.method.prepare !== undefined || start.type === 'burn-in',
    plan: (d, seed, rule) => planRun(resolved, method, startOf(start, seed), d, seed, rule),
    stopping,
  });
  const progress = ({ lower, upper }: SearchDecision): SearchProgress => ({
    ...{ series: label, method: method.reference, start, level, width },
    ...{ runs: runs.finished.length, lower, upper },
  });

  const step$: Observable<ExperimentEvent> = defer(() => {
    const left = budget - runs.finished.length;
    const goal = { level, delta, confidence, width, ...(expected !== undefined && { expected }) };
    const decision = strategy.next({
      goal,
      candidates,
      trials: runs.trials(),
      batch: Math.max(1, Math.min(batch, left)),
    });
    const found = progress(decision);
    const finish = (end: SearchFinished['end']) => of<ExperimentEvent>({ type: 'search-finished', search: found, end });
    if (decision.type === 'stop') return finish(decision.end);
    if (left < 1) return finish('budget');
    const chosen = runs.choose(decision.degreesOfFreedom);
    let failed = false;
    return concat(
      of<ExperimentEvent>({ type: 'runs-added', reused: false, runs: chosen.map(plannedRun), search: found }),
      trainRuns(chosen, setting).pipe(
        tap((event) => {
          if (event.type === 'run-finished' || event.type === 'run-reused') runs.add(event.result);
          if (event.type === 'run-failed') failed = true;
        }),
      ),
      defer(() => (failed ? finish('failed') : step$)),
    );
  });
  const changes = codeChanges(resolved.code);
  runs.finished.forEach((result) => changes.add(result));
  const found = progress({ ...UNKNOWN, type: 'measure', degreesOfFreedom: [] });
  return concat(reuse(runs, found), changes.event(), step$);
}

const UNKNOWN = { lower: null, upper: null };

/** Makes the runs that are finished already part of the plan. */
function reuse({ finished }: SearchRuns, search: SearchProgress): Observable<ExperimentEvent> {
  if (finished.length === 0) return EMPTY;
  const results = [...finished];
  return concat(
    of<ExperimentEvent>({ type: 'runs-added', reused: true, runs: results.map(plannedRun), search }),
    from(results.map((result): ExperimentEvent => ({ type: 'run-reused', result }))),
  );
}
