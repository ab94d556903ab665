import { isDofError, type Executor, type Prepared, type Task, type TrainTask } from '@dof/core';
import { assertThat } from '../clauses/assertions.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import { assertSamePrepared } from '../store/run-store-subject.js';
import { BUG, MISTAKE } from './contract-plugins.js';
import {
  eventsOf,
  expectedMeasurements,
  hereExecutor,
  measurementsOf,
  resultOf,
  trainTask,
  withExecutor,
  type ExecutorSubject,
} from './executor-subject.js';

const SHIFT: Prepared = {
  meta: null,
  arrays: { gradient: Float32Array.from({ length: 51 }, (_, i) => i / 51) },
  cost: { fullSpaceGradients: 1, gradientExamples: 2, storedBytes: 204, seconds: 0.5 },
};
const START: Prepared = { meta: null, arrays: { w: Float32Array.from({ length: 51 }, (_, i) => (i - 25) / 100) } };

/** What comes of tasks. */
export const outcomeClauses: readonly ContractClause<ExecutorSubject>[] = [
  {
    name: 'the same task gives the same bits, wherever and however often it is done',
    check: (subject) =>
      withExecutor(subject, async (executor) => {
        const task = await trainTask(subject, { seed: 3 });
        const expected = await expectedMeasurements(task);
        for (const time of ['first', 'second']) {
          const found = measurementsOf(await resultOf(executor, task));
          assertThat(found === expected, `the ${time} time it is ${found} instead of ${expected}`);
        }
      }),
  },
  {
    name: 'tasks under way at once keep apart',
    check: (subject) =>
      withExecutor(subject, async (executor) => {
        const seeds = [4, 5, 6].slice(0, executor.concurrency);
        const tasks = await Promise.all(seeds.map((seed) => trainTask(subject, { seed, slow: 20 })));
        const results = await Promise.all(tasks.map((task) => resultOf(executor, task)));
        for (const [i, task] of tasks.entries()) {
          const [found, expected] = [measurementsOf(results[i]), await expectedMeasurements(task)];
          assertThat(found === expected, `run ${i} of ${tasks.length} is ${found} instead of ${expected}`);
        }
      }),
  },
  {
    name: 'a run starts from the point and the preparation that its task carries',
    check: (subject) =>
      withExecutor(subject, async (executor) => {
        const carrying = { ...(await trainTask(subject, { seed: 8, burntIn: true })), start: START, prepared: SHIFT };
        const found = await resultOf(executor, carrying);
        const expected = await expectedMeasurements(carrying);
        assertThat(measurementsOf(found) === expected, `it is ${measurementsOf(found)} instead of ${expected}`);
        const cost = JSON.stringify(found.preparationCost);
        assertThat(cost === JSON.stringify(SHIFT.cost), `the cost of its preparation is ${cost}`);
      }),
  },
  {
    name: 'a run finds by its key what the executor keeps, where it keeps preparations',
    check: (subject) =>
      withExecutor(subject, async (executor) => {
        if (executor.keep === undefined) return;
        const [startKey, preparedKey] = ['d'.repeat(64), 'e'.repeat(64)];
        let loads = 0;
        const load = (prepared: Prepared) => async () => {
          loads += 1;
          return prepared;
        };
        await executor.keep(startKey, load(START));
        await executor.keep(preparedKey, load(SHIFT));
        const before = loads;
        await executor.keep(preparedKey, load(SHIFT));
        assertThat(loads === before, 'what is kept already was loaded again');
        const task = await trainTask(subject, { seed: 9, burntIn: true });
        const expected = await expectedMeasurements({ ...task, start: START, prepared: SHIFT });
        const found = measurementsOf(await resultOf(executor, { ...task, startKey, preparedKey }));
        assertThat(found === expected, `it is ${found} instead of ${expected}`);
      }),
  },
  {
    name: 'a run hands on what it trained, unless its task is to keep none',
    check: (subject) =>
      withExecutor(subject, async (executor) => {
        const task = await trainTask(subject, { seed: 10 });
        const expected = await coordinatesOf(hereExecutor(), { ...task, modules: [] });
        assertThat(expected !== undefined, 'a run in this process hands on nothing');
        assertSamePrepared(await coordinatesOf(executor, task), expected, 'what it trained');
        const none = await coordinatesOf(executor, { ...task, keepCoordinates: false });
        assertThat(none === undefined, 'a run that is to keep nothing hands on what it trained');
      }),
  },
  {
    name: 'a mistake is told as the DofError that it is',
    check: (subject) =>
      withExecutor(subject, async (executor) => {
        const error = await errorOf(executor, await trainTask(subject, { failure: 'mistake' }));
        assertThat(isDofError(error), `it is ${String(error)}, no DofError`);
        assertThat(error.code === MISTAKE.code, `its code is ${error.code} instead of ${MISTAKE.code}`);
        assertThat(error.message === MISTAKE.message, `its message is ${error.message}`);
      }),
  },
  {
    name: 'a bug is told as an error that is no DofError, with its message',
    check: (subject) =>
      withExecutor(subject, async (executor) => {
        const error = await errorOf(executor, await trainTask(subject, { failure: 'bug' }));
        const { message } = error as { readonly message?: unknown };
        assertThat(!isDofError(error), `it is the DofError ${String(error)}`);
        assertThat(message === BUG, `its message is ${String(message)} instead of ${BUG}`);
        await resultOf(executor, await trainTask(subject));
      }),
  },
];

async function coordinatesOf(executor: Executor, task: TrainTask): Promise<Prepared | undefined> {
  const last = (await eventsOf(executor, task)).at(-1);
  return last?.type === 'trained' ? last.coordinates : undefined;
}

async function errorOf(executor: Executor, task: Task): Promise<object> {
  const error: unknown = await eventsOf(executor, task).then(
    (events) => events.map(({ type }) => type).join(', '),
    (reason: unknown) => reason,
  );
  assertThat(typeof error === 'object' && error !== null, `it did not fail: ${String(error)}`);
  return error;
}
