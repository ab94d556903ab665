import { describe, expect, it } from '@jest/globals';
import { lastValueFrom, takeWhile, toArray, type Observable } from 'rxjs';
import type { DesignStrategy, SearchState } from '../contracts/design-strategy.js';
import type { Executor } from '../contracts/executor.js';
import type { ExperimentEvent } from '../contracts/experiment-event.js';
import type { RunStore } from '../contracts/run-store.js';
import { DofError } from '../errors/dof-error.js';
import type { Experiment, SearchRequest } from '../contracts/experiment.js';
import { Tokens } from '../injection/tokens.js';
import { memoryRunStore } from '../store/memory-run-store.js';
import { syntheticExperiment } from '@dof/testing';
import { runExperiment, type ExperimentEnvironment } from '../pipeline/run-experiment.js';

const SEARCH: SearchRequest = {
  level: 0.5,
  width: 0.5,
  from: 2,
  budget: 50,
  batch: 2,
  stopAtLevel: false,
  stopHopeless: false,
};

/** Bisects between the largest d that failed and the smallest that succeeded, until they are neighbours. */
function bisecting(): DesignStrategy & { readonly states: SearchState[] } {
  const states: SearchState[] = [];
  return {
    name: 'bisecting',
    version: '1',
    states,
    next(state) {
      states.push(structuredClone(state));
      const { candidates, trials, goal } = state;
      if ('values' in candidates) throw new TypeError('a range was expected');
      const failed = trials.filter(({ best }) => best > goal.level).map(({ d }) => d);
      const reached = trials.filter(({ best }) => best <= goal.level).map(({ d }) => d);
      const lower = Math.max(candidates.minimum - 1, ...failed);
      const upper = Math.min(candidates.maximum + 1, ...reached);
      if (upper - lower <= 1) return { type: 'stop', end: 'width', lower, upper };
      const middle = Math.floor((lower + upper) / 2);
      return { type: 'measure', degreesOfFreedom: new Array<number>(state.batch).fill(middle), lower, upper };
    },
  };
}

function searching(search: Partial<SearchRequest> = {}, prepared = false) {
  const synthetic = syntheticExperiment({ degreesOfFreedom: [1], seeds: 1, prepared });
  const experiment: Experiment = {
    ...synthetic.experiment,
    degreesOfFreedom: [],
    search: { ...SEARCH, ...search },
    analysis: { ...synthetic.experiment.analysis, search: { level: 0.5, width: 0.5 } },
  };
  return { ...synthetic, experiment };
}

const all = <T>(events$: Observable<T>): Promise<T[]> => lastValueFrom(events$.pipe(toArray()));
const ofType = <T extends ExperimentEvent['type']>(events: readonly ExperimentEvent[], type: T) =>
  events.filter((event): event is Extract<ExperimentEvent, { type: T }> => event.type === type);

async function pass(
  { experiment, container, executor }: ReturnType<typeof searching>,
  environment: Partial<ExperimentEnvironment> & { readonly store: RunStore },
): Promise<ExperimentEvent[]> {
  return all(runExperiment(experiment, { container, executor, strategy: bisecting(), ...environment }));
}

describe('a search', () => {
  it('says once that runs it takes up were computed by other code of the same version', async () => {
    const { experiment, ...environment } = searching();
    const store = memoryRunStore();
    const again = () => all(runExperiment(experiment, { ...environment, store, strategy: bisecting() }));
    await again();
    expect(ofType(await again(), 'code-changed')).toEqual([]);
    const stored = await store.list();
    for (const result of stored) {
      const code = Object.entries(result.code ?? {}).map(([name, text]) => [name, text.replace(/\w+$/, 'other')]);
      await store.replace?.({ ...result, code: Object.fromEntries(code) as Record<string, string> });
    }
    expect(ofType(await again(), 'code-changed')).toEqual([
      { type: 'code-changed', packages: [expect.stringMatching(/^@dof\/core /)], runs: stored.length },
    ]);
  });

  it('trains what the strategy chooses, adds it to the plan, and says how it ended', async () => {
    const strategy = bisecting();
    const events = await pass(searching(), { store: memoryRunStore(), strategy });
    expect(ofType(events, 'planned')[0].runs).toEqual([]);
    const added = ofType(events, 'runs-added').flatMap(({ runs }) => runs);
    const finished = ofType(events, 'run-finished').map(({ result }) => result);
    expect(finished.map(({ hash }) => hash).sort()).toEqual(added.map(({ hash }) => hash).sort());
    // The losses after 5 epochs, 2.3 / (1 + 5 d / 20) + seed % 7 / 100, fall below 0.5 between d = 13 and d = 19.
    const [end] = ofType(events, 'search-finished');
    expect(end).toMatchObject({ end: 'width', search: { level: 0.5, runs: added.length } });
    expect(end.search.upper).toBeLessThanOrEqual((end.search.lower ?? 0) + 1);
    expect(end.search.upper).toBeGreaterThan(13);
    expect(end.search.upper).toBeLessThan(19);
    const last = ofType(events, 'experiment-finished')[0];
    expect(last.results.map(({ hash }) => hash)).toEqual(added.map(({ hash }) => hash));
    // D = 195.
    expect(strategy.states[0]).toMatchObject({ candidates: { minimum: 2, maximum: 48 }, batch: 2, trials: [] });
    expect(strategy.states[0].goal).toEqual({ level: 0.5, delta: 0.5, confidence: 0.95, width: 0.5 });
  });

  it('gives every run a seed of its own, but shares seeds between d where they share work', async () => {
    const seeds = async (prepared: boolean) => {
      const events = await pass(searching({}, prepared), { store: memoryRunStore() });
      return ofType(events, 'runs-added').flatMap(({ runs }) => runs.map(({ specification }) => specification.seed));
    };
    const own = await seeds(false);
    expect(own).toEqual(own.map((_, i) => i));
    const shared = await seeds(true);
    expect(shared).toEqual(shared.map((_, i) => i % 2));
  });

  it('reuses finished runs, and trains nothing when it is asked again', async () => {
    const store = memoryRunStore();
    const grid = searching();
    await pass(
      {
        ...grid,
        experiment: { ...grid.experiment, search: undefined, degreesOfFreedom: [1, 4, 16, 100], seeds: [0, 1, 2] },
      },
      { store },
    );
    const strategy = bisecting();
    const first = await pass(searching(), { store, strategy });
    // Those at 4 and at 16: the others are out of range.
    expect(strategy.states[0].trials).toHaveLength(6);
    expect(ofType(first, 'run-reused')).toHaveLength(6);
    expect(ofType(first, 'runs-added')[0].runs).toHaveLength(6);
    const again = await pass(searching(), { store });
    expect(ofType(again, 'run-finished')).toEqual([]);
    expect(ofType(again, 'search-finished')[0].search).toEqual(ofType(first, 'search-finished')[0].search);
  });

  it('makes the same choices from the same store, however many runs go at once', async () => {
    const choices = async (concurrency: number) => {
      const one = searching({ batch: 3 });
      const events = await pass({ ...one, executor: { ...one.executor, concurrency } }, { store: memoryRunStore() });
      return ofType(events, 'runs-added').map(({ runs }) => runs.map(({ hash }) => hash));
    };
    expect(await choices(1)).toEqual(await choices(4));
  });

  it.each([1, 2, 5])('never has more runs than its budget of %d', async (budget) => {
    const store = memoryRunStore();
    const events = await pass(searching({ budget }), { store });
    expect(ofType(events, 'run-finished')).toHaveLength(budget);
    expect(ofType(events, 'search-finished')[0].end).toBe('budget');
    const again = await pass(searching({ budget }), { store });
    expect(ofType(again, 'run-finished')).toEqual([]);
  });

  it('keeps what was finished when it is cancelled, and goes on from there', async () => {
    const store = memoryRunStore();
    const { experiment, container, executor } = searching();
    const cut$ = runExperiment(experiment, { container, executor, store, strategy: bisecting() }).pipe(
      takeWhile((event) => event.type !== 'run-finished', true),
    );
    await all(cut$);
    const kept = (await store.list()).length;
    expect(kept).toBeGreaterThan(0);
    const events = await pass(searching(), { store });
    expect(ofType(events, 'run-reused')).toHaveLength(kept);
    expect(ofType(events, 'search-finished')[0].end).toBe('width');
  });

  it('ends where a run cannot be done', async () => {
    const one = searching();
    const failing: Executor = {
      ...one.executor,
      execute: () => {
        throw new DofError('DOF_TOO_LARGE', 'too large');
      },
    };
    const events = await pass({ ...one, executor: failing }, { store: memoryRunStore() });
    expect(ofType(events, 'run-failed')).toHaveLength(2);
    expect(ofType(events, 'search-finished')[0].end).toBe('failed');
  });

  it('has the stopping rule in the hashes of its runs, and takes up runs that were not stopped', async () => {
    const store = memoryRunStore();
    const plain = await pass(searching(), { store });
    const stopping = { stopAtLevel: true, stopHopeless: true };
    const reusing = await pass(searching(stopping), { store });
    expect(ofType(reusing, 'run-finished')).toEqual([]);
    const fresh = await pass(searching(stopping), { store: memoryRunStore() });
    const hashes = (events: readonly ExperimentEvent[]) =>
      ofType(events, 'run-finished').map(({ result }) => result.hash);
    expect(hashes(fresh)).toHaveLength(hashes(plain).length);
    expect(hashes(fresh).filter((hash) => hashes(plain).includes(hash))).toEqual([]);
    const rules = ofType(fresh, 'run-finished').map(({ result }) => result.specification.stopping);
    expect(rules).toEqual(rules.map(() => ({ trainLoss: 0.5, hopeless: true })));
  });

  it('finds its strategy in the container, and says so when there is none', async () => {
    const one = searching();
    const bare = { container: one.container, executor: one.executor };
    await expect(all(runExperiment(one.experiment, bare))).rejects.toMatchObject({ code: 'DOF_NO_DESIGN_STRATEGY' });
    one.container.registerInstance(Tokens.DesignStrategy, bisecting());
    const events = await all(runExperiment(one.experiment, bare));
    expect(ofType(events, 'search-finished')).toHaveLength(1);
  });

  it('refuses a range without d, and parts of itself', async () => {
    const none = pass(searching({ from: 500, to: 600 }), { store: memoryRunStore() });
    await expect(none).rejects.toMatchObject({ code: 'DOF_BAD_DIMENSION' });
    const part = pass(searching(), { store: memoryRunStore(), shard: { index: 1, count: 2 } });
    await expect(part).rejects.toMatchObject({ code: 'DOF_SEARCH_NOT_SHARDED' });
  });
});
