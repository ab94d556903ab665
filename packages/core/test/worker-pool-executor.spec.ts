import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { filter, firstValueFrom, lastValueFrom, toArray } from 'rxjs';
// Worker threads load built files, so this test takes the whole package as built.
import {
  coordinatesKey,
  inProcessExecutor,
  memoryRunStore,
  parseExperiment,
  runExperiment,
  workerPoolExecutor,
  type Executor,
  type ExperimentEvent,
  type ExperimentInput,
} from '../dist/index.js';

const fixtures = dirname(fileURLToPath(import.meta.url)) + '/fixtures';
const plugins = './tiny-plugins.mjs';
let executor: Executor | undefined;

afterEach(async () => {
  await executor?.dispose();
  executor = undefined;
});

function experiment(changes: Partial<ExperimentInput> = {}) {
  const input = {
    methods: plugins,
    model: 'linear',
    data: 'noise',
    backend: 'reference',
    degreesOfFreedom: [1, 5, 51],
    seeds: 4,
    training: { batchSize: 8, epochs: 2 },
    ...changes,
  };
  return parseExperiment(input, { source: 'test', defaultName: 'test', baseDirectory: fixtures });
}

async function run(jobs: number, changes: Partial<ExperimentInput> = {}): Promise<readonly ExperimentEvent[]> {
  executor = workerPoolExecutor(jobs);
  const events = await lastValueFrom(runExperiment(experiment(changes), { executor }).pipe(toArray()));
  await executor.dispose();
  return events;
}

const measurements = (events: readonly ExperimentEvent[]) =>
  events.flatMap((event) =>
    event.type === 'experiment-finished'
      ? event.results.map(({ hash, history, best }) => ({ hash, history, best }))
      : [],
  );

describe('workerPoolExecutor', () => {
  it('gives the same bits with one worker and with two', async () => {
    const one = measurements(await run(1));
    expect(one).toHaveLength(12);
    expect(measurements(await run(2))).toEqual(one);
  });

  it('hands on what runs trained, as a run in this process does', async () => {
    const trainedBy = async (asked: Executor) => {
      executor = asked;
      const store = memoryRunStore();
      await lastValueFrom(runExperiment(experiment({ seeds: 1 }), { executor, store }));
      await executor.dispose();
      const results = await store.list();
      const all = results.map(async ({ hash }) => [hash, await store.getPrepared(coordinatesKey(hash))] as const);
      return new Map(await Promise.all(all));
    };
    const here = await trainedBy(inProcessExecutor());
    expect([...here.values()].map((prepared) => prepared?.arrays['final'].length).sort()).toEqual([1, 5, 51]);
    expect(await trainedBy(workerPoolExecutor(1))).toEqual(here);
  });

  it.each([0, 1.5, NaN, { concurrency: 1 }])('refuses %j as a number of runs at once', (jobs) => {
    expect(() => workerPoolExecutor(jobs as number)).toThrow('give a whole number of at least 1');
  });

  it('refuses to compute with a file that is not what was planned', async () => {
    const pool = workerPoolExecutor(1);
    executor = pool;
    const edited: Executor = {
      ...pool,
      execute(task) {
        const { method } = task.specification;
        expect(method.codeHash).toMatch(/^[0-9a-f]{64}$/);
        const specification = { ...task.specification, method: { ...method, codeHash: '0'.repeat(64) } };
        return pool.execute({ ...task, specification });
      },
    };
    const one = experiment({ degreesOfFreedom: [1], seeds: 1 });
    const events = await lastValueFrom(runExperiment(one, { executor: edited }).pipe(toArray()));
    expect(events.filter(({ type }) => type === 'run-failed')).toMatchObject([
      { code: 'DOF_CODE_CHANGED', message: expect.stringMatching(/the file of method first, .*start them again/) },
    ]);
  });

  it('ends the runs under way when cancelled, and keeps finished ones', async () => {
    executor = workerPoolExecutor(2);
    const store = memoryRunStore();
    const events = runExperiment(experiment({ training: { batchSize: 8, epochs: 300 } }), { executor, store });
    await firstValueFrom(events.pipe(filter((event) => event.type === 'run-finished')));
    const finished = (await store.list()).length;
    expect(finished).toBeGreaterThanOrEqual(1);
    expect(finished).toBeLessThan(12);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await store.list()).toHaveLength(finished);
  });

  it('lets all workers read the data where they are, without a copy', async () => {
    const { inputs } = await import(new URL('./fixtures/sharing-plugins.mjs', import.meta.url).href);
    expect(inputs[0]).toBe(0);
    const plugins = './sharing-plugins.mjs';
    const events = await run(2, {
      methods: plugins,
      data: 'shared-noise',
      backend: 'marking',
      degreesOfFreedom: [1, 5],
    });
    expect(measurements(events)).toHaveLength(8);
    expect(inputs[0]).toBe(8);
  });

  it('says so when a worker dies', async () => {
    await expect(run(1, { degreesOfFreedom: [13] })).rejects.toThrow(/exit/i);
  });
});
