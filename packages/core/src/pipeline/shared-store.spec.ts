import { describe, expect, it } from '@jest/globals';
import { lastValueFrom, merge, Observable, Subject, tap, toArray } from 'rxjs';
import type { Executor } from '../contracts/executor.js';
import type { ExperimentEvent } from '../contracts/experiment-event.js';
import type { RunStore } from '../contracts/run-store.js';
import { DofError } from '../errors/dof-error.js';
import { memoryRunStore } from '../store/memory-run-store.js';
import { syntheticExperiment, type SyntheticExperiment } from '@dof/testing';
import { runExperiment } from './run-experiment.js';

const size = { degreesOfFreedom: [1, 2, 4, 8, 16], seeds: 3 };
const all = <T>(events$: Observable<T>): Promise<T[]> => lastValueFrom(events$.pipe(toArray()));
const count = (events: readonly ExperimentEvent[], type: ExperimentEvent['type']): number =>
  events.filter((event) => event.type === type).length;

function pass({ experiment, container, executor }: SyntheticExperiment, store: RunStore): Observable<ExperimentEvent> {
  return runExperiment(experiment, { container, executor, store });
}

describe('two experiments on one store', () => {
  it('do no run and no preparation twice, and both end with every result', async () => {
    const store = memoryRunStore();
    const [one, two] = [1, 2].map(() => syntheticExperiment({ ...size, prepared: true }));
    const [first, second] = await Promise.all([all(pass(one, store)), all(pass(two, store))]);
    const done = [...one.done, ...two.done];
    expect(new Set(done).size).toBe(done.length);
    expect(done).toHaveLength(15 + 3);
    expect(await store.list()).toHaveLength(15);
    for (const events of [first, second]) {
      expect(count(events, 'run-finished') + count(events, 'run-reused')).toBe(15);
      const there: string[] = [];
      for (const event of events) {
        if (event.type === 'preparation-finished' || event.type === 'preparation-reused') there.push(event.key);
        if (event.type === 'run-started') expect(there).toContain(event.run.preparationKey);
      }
      expect(new Set(there).size).toBe(there.length);
      const last = events.at(-1);
      expect(last?.type === 'experiment-finished' && last.results).toHaveLength(15);
    }
  });

  it('take over what the other one gave up, after saying once that they wait', async () => {
    const store = memoryRunStore();
    const { experiment, container, executor } = syntheticExperiment({ degreesOfFreedom: [1, 2], seeds: 1 });
    const stuck: Executor = { ...executor, execute: () => new Observable() };
    const abandoned = runExperiment(experiment, { container, executor: stuck, store }).subscribe();
    const waits = new Subject<void>();
    const other = syntheticExperiment({ degreesOfFreedom: [1, 2, 3], seeds: 1 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const events: ExperimentEvent[] = [];
    const finished = all(
      merge(pass(other, store)).pipe(
        tap((event) => {
          events.push(event);
          if (count(events, 'work-awaited') === 2 && count(events, 'run-finished') === 1) waits.next();
        }),
      ),
    );
    await new Promise<void>((resolve) => waits.subscribe(() => resolve()));
    // Twice the time after which it looks again.
    await new Promise((resolve) => setTimeout(resolve, 700));
    abandoned.unsubscribe();
    await finished;
    expect(count(events, 'work-awaited')).toBe(2);
    expect(count(events, 'run-finished')).toBe(3);
  });

  it('leaves no claim behind, whether a run is done, fails or is cancelled', async () => {
    const held = new Set<string>();
    const memory = memoryRunStore();
    const store: RunStore = {
      ...memory,
      claim: async (key) => {
        held.add(key);
        return { release: async () => void held.delete(key) };
      },
    };
    const failing = syntheticExperiment({ ...size, prepared: true });
    const executor: Executor = {
      ...failing.executor,
      execute: (task) =>
        task.specification.degreesOfFreedom === 4 && task.kind === 'train'
          ? new Observable((subscriber) => subscriber.error(new DofError('DOF_TOO_LARGE', 'no')))
          : failing.executor.execute(task),
    };
    const events = await all(pass({ ...failing, executor }, store));
    expect(count(events, 'run-failed')).toBe(3);
    expect([...held]).toEqual([]);
    const stuck: Executor = { ...failing.executor, execute: () => new Observable() };
    const cancelled = pass({ ...failing, executor: stuck }, store).subscribe();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(held.size).toBe(2);
    cancelled.unsubscribe();
    expect([...held]).toEqual([]);
  });
});

describe('a store that cannot keep results', () => {
  it('ends the experiment with its error: training on would be for nothing', async () => {
    const full = new DofError('DOF_STORE_FULL', 'no space left');
    const store: RunStore = { ...memoryRunStore(), put: () => Promise.reject(full) };
    const synthetic = syntheticExperiment(size);
    await expect(all(pass(synthetic, store))).rejects.toBe(full);
    expect(synthetic.done.length).toBeLessThan(15);
  });
});

describe('a shard', () => {
  it('does its part, and all parts together are the experiment', async () => {
    const store = memoryRunStore();
    const done: string[] = [];
    let whole: readonly string[] = [];
    for (const index of [1, 2, 3, 4]) {
      const { experiment, container, executor, done: own } = syntheticExperiment(size);
      const events = await all(runExperiment(experiment, { container, executor, store, shard: { index, count: 4 } }));
      const [planned] = events;
      if (planned.type !== 'planned') throw new Error('not planned first');
      expect(planned.runs.map(({ hash }) => hash).sort()).toEqual([...own].sort());
      done.push(...own);
      whole = planned.wholePlan ?? [];
    }
    expect(whole).toHaveLength(15);
    expect([...done].sort()).toEqual([...whole].sort());
  });
});
