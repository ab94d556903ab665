import { describe, expect, it } from '@jest/globals';
import { Observable } from 'rxjs';
import { experiment, experimentSetting } from '../../test/fixtures/experiment-setting.js';
import { FirstParameters, PreparedParameters } from '../../test/fixtures/first-parameters.js';
import type { Executor, Task, TaskEvent } from '../contracts/executor.js';
import { planExperiment } from '../pipeline/plan-experiment.js';
import { resolveExperiment } from '../pipeline/resolution/resolve-experiment.js';
import { memoryRunStore } from '../store/memory-run-store.js';
import { measurePreparation } from './measure-preparation.js';

type Moment = readonly [seconds: number, event: TaskEvent];
const progress = (at: number, share: number): Moment => [at, { type: 'progress', share }];

/** Says these events at these times of a clock, one a turn of the event loop, until nobody listens. */
function stubExecutor(moments: readonly Moment[]) {
  let time = 0;
  let cancelled = false;
  const tasks: Task[] = [];
  const executor: Executor = {
    concurrency: 1,
    execute: (task) =>
      new Observable((subscriber) => {
        tasks.push(task);
        void (async () => {
          for (const [at, event] of moments) {
            await new Promise((resolve) => setImmediate(resolve));
            if (subscriber.closed) return;
            time = at;
            subscriber.next(event);
          }
          subscriber.complete();
        })();
        return () => void (cancelled = true);
      }),
    dispose: async () => {},
  };
  return { executor, tasks, now: () => time, time: () => time, wasCancelled: () => cancelled };
}

async function measure(moments: readonly Moment[], what: 'burn-in' | 'prepare' = 'prepare') {
  const { container } = experimentSetting([new FirstParameters(), new PreparedParameters()]);
  const start = { type: 'burn-in' as const, steps: 5, batchSize: 8, learningRate: 0.1 };
  const asked = experiment({ methods: 'prepared', seeds: 1, start });
  const resolved = await resolveExperiment(asked, container);
  const { missing } = await planExperiment(resolved);
  const stub = stubExecutor(moments);
  const store = memoryRunStore();
  const setting = { resolved, run: missing[0], what, executor: stub.executor, store, seconds: 3, now: stub.now };
  return { ...stub, measured: await measurePreparation(setting), run: missing[0] };
}

describe('measurePreparation', () => {
  it('goes by the pace it sees, after the time it took to begin, and ends the work', async () => {
    const { measured, time, wasCancelled, tasks, run } = await measure([
      [0, { type: 'started' }],
      progress(2, 0),
      progress(4, 0.01),
      progress(5, 0.02),
      progress(1000, 0.9),
    ]);
    // Two seconds to begin; 3 seconds for 2 %.
    expect(measured.seconds).toBeCloseTo(2 + 3 / 0.02, 9);
    expect(measured.prepared).toBeUndefined();
    expect([time(), wasCancelled()]).toEqual([5, true]);
    expect(tasks.map(({ kind, hash }) => [kind, hash])).toEqual([['prepare', run.preparationKey]]);
  });

  it('has the outcome of one that is over, and its time', async () => {
    const prepared = { meta: null, arrays: {} };
    const { measured } = await measure([progress(1, 0.5), [2.5, { type: 'prepared', prepared }]]);
    expect(measured).toEqual({ prepared, seconds: 2.5 });
  });

  it('says nothing of one that nothing is heard of', async () => {
    expect((await measure([[0, { type: 'started' }]])).measured).toEqual({});
  });

  it('measures burn-ins, too', async () => {
    const { measured, tasks, run } = await measure([progress(0, 0), progress(3, 0.5)], 'burn-in');
    expect(measured.seconds).toBe(6);
    expect(tasks.map(({ kind, hash }) => [kind, hash])).toEqual([['burn-in', run.startKey]]);
  });
});
