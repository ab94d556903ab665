import { setTimeout as delay } from 'node:timers/promises';
import { assertThat } from '../clauses/assertions.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import { resultOf, STEPS, trainTask, withExecutor, type ExecutorSubject } from './executor-subject.js';
import { withTrace } from './trace.js';

/** A run of 12 seconds. */
const LONG = { epochs: 200, slow: 20 };

/** How tasks and executors end. */
export const lifetimeClauses: readonly ContractClause<ExecutorSubject>[] = [
  {
    name: 'unsubscribing cancels a task',
    check: (subject) =>
      withExecutor(subject, (executor) =>
        withTrace(async ({ file, steps, begun, ended }) => {
          const task = await trainTask(subject, { ...LONG, trace: file });
          const subscription = executor.execute(task).subscribe({ error: () => undefined });
          await begun();
          subscription.unsubscribe();
          await ended();
          assertThat(steps() < LONG.epochs * STEPS, 'the run went on to its end');
        }),
      ),
  },
  {
    name: 'a cancelled task makes room for others',
    check: (subject) =>
      withExecutor(subject, (executor) =>
        withTrace(async ({ file, begun }) => {
          const seeds = [11, 12, 13].slice(0, executor.concurrency);
          const tasks = await Promise.all(seeds.map((seed) => trainTask(subject, { ...LONG, seed, trace: file })));
          const subscriptions = tasks.map((task) => executor.execute(task).subscribe({ error: () => undefined }));
          await begun();
          for (const subscription of subscriptions) subscription.unsubscribe();
          const next = resultOf(executor, await trainTask(subject, { seed: 14 }));
          const result = await Promise.race([next, delay(subject.patience, undefined, { ref: false })]);
          assertThat(result !== undefined, 'the next task is not done');
        }),
      ),
  },
  {
    name: 'it may be disposed of twice',
    check: async ({ createExecutor }) => {
      const executor = await createExecutor();
      await executor.dispose();
      await executor.dispose();
    },
  },
];
