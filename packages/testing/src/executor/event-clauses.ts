import { setTimeout as delay } from 'node:timers/promises';
import { arrayTypeName, type TaskEvent } from '@dof/core';
import { assertSameJson, assertThat } from '../clauses/assertions.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import {
  burnInTask,
  eventsOf,
  prepareTask,
  trainTask,
  withExecutor,
  type ExecutorSubject,
} from './executor-subject.js';
import { withTrace } from './trace.js';

/** What an executor says of itself and of its tasks. */
export const eventClauses: readonly ContractClause<ExecutorSubject>[] = [
  {
    name: 'it says how many tasks are worth having under way',
    check: (subject) =>
      withExecutor(subject, async ({ concurrency }) => {
        assertThat(Number.isSafeInteger(concurrency) && concurrency >= 1, `the concurrency is ${concurrency}`);
      }),
  },
  {
    name: 'a task starts when it is subscribed to, and not before',
    check: (subject) =>
      withExecutor(subject, (executor) =>
        withTrace(async ({ file, steps }) => {
          const events = executor.execute(await trainTask(subject, { trace: file }));
          await delay(500);
          assertThat(steps() === 0, 'the task is done, and nobody has subscribed to it');
          await new Promise<void>((resolve, reject) => {
            events.subscribe({ complete: resolve, error: reject });
          });
          assertThat(steps() > 0, 'the task ended without a step');
        }),
      ),
  },
  {
    name: 'a run says that it started, each evaluation in order, and last its result',
    check: (subject) =>
      withExecutor(subject, async (executor) => {
        const task = await trainTask(subject, { seed: 2 });
        const events = await eventsOf(executor, task);
        const last = assertOrder(events, 'trained');
        const evaluated = events.flatMap((event) => (event.type === 'evaluated' ? [event.entry] : []));
        assertSameJson(evaluated, last.result.history, 'what was said of evaluations');
        assertSameJson(
          evaluated.map(({ epoch, step }) => [epoch, step]),
          [
            [0, 0],
            [1, 3],
            [2, 6],
          ],
          'the epochs and steps of the evaluations',
        );
        assertThat(last.result.hash === task.hash, `the result is that of ${last.result.hash}`);
        assertSameJson(last.result.specification, task.specification, 'the specification of the result');
      }),
  },
  {
    name: 'a preparation says that it started, and last what was prepared, and at what cost',
    check: (subject) =>
      withExecutor(subject, async (executor) => {
        const { prepared } = assertOrder(await eventsOf(executor, await prepareTask(subject)), 'prepared');
        assertSameJson(prepared.meta, { requested: [1, 5] }, 'the meta');
        const { gradient, order } = prepared.arrays;
        assertThat(
          arrayTypeName(gradient) === 'Float32Array' && gradient.length === 51,
          'the array gradient is not whole',
        );
        assertThat(arrayTypeName(order) === 'Uint32Array' && String(order) === '2,1', 'the array order is not whole');
        assertThat(prepared.cost?.fullSpaceGradients === 1, 'the cost is not that of one gradient');
      }),
  },
  {
    name: 'a burnt-in start says that it started, and last the point',
    check: (subject) =>
      withExecutor(subject, async (executor) => {
        const { prepared } = assertOrder(await eventsOf(executor, await burnInTask(subject)), 'prepared');
        const { w } = prepared.arrays;
        assertThat(
          arrayTypeName(w) === 'Float32Array' && w.length === 51,
          'the array w is not a point of the full space',
        );
      }),
  },
];

/** Requires events in the order of the contract, and returns the last one. */
function assertOrder<Type extends 'trained' | 'prepared'>(
  events: readonly TaskEvent[],
  type: Type,
): Extract<TaskEvent, { type: Type }> {
  const types = events.map((event) => event.type);
  const starts = types.filter((one) => one === 'started').length;
  assertThat(types[0] === 'started' && starts === 1, `the events are ${types.join(', ')}: started is not first, once`);
  const isOver = (one: TaskEvent['type']): boolean => one === 'trained' || one === 'prepared';
  assertThat(types.filter(isOver).length === 1, `the events are ${types.join(', ')}: not one outcome`);
  for (const event of events) {
    if (event.type !== 'progress') continue;
    assertThat(event.share >= 0 && event.share <= 1, `a progress has the share ${event.share}`);
  }
  const last = events.at(-1);
  assertThat(last?.type === type, `the last event is ${last?.type ?? 'none'} instead of ${type}`);
  return last as Extract<TaskEvent, { type: Type }>;
}
