import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { lastValueFrom, toArray } from 'rxjs';
// Worker threads load built files, so this test takes the packages as built.
import {
  parseExperiment,
  runExperiment,
  workerPoolExecutor,
  type Executor,
  type ExperimentInput,
} from '../../core/dist/index.js';

const fixtures = fileURLToPath(new URL('fixtures', import.meta.url));
let executor: Executor | undefined;

afterEach(() => executor?.dispose());

async function results(jobs: number, model: ExperimentInput['model']) {
  const input = {
    model,
    data: 'noise',
    methods: './tiny-plugins.mjs',
    // By path: inside jest the package's name stands for its sources.
    backend: '../../dist/index.js',
    degreesOfFreedom: [2, 40],
    seeds: 2,
    training: { batchSize: 8, epochs: 3 },
    evaluation: { batchSize: 5 },
  };
  const origin = { source: 'test', defaultName: 'test', baseDirectory: fixtures };
  executor = workerPoolExecutor(jobs);
  const events = await lastValueFrom(runExperiment(parseExperiment(input, origin), { executor }).pipe(toArray()));
  await executor.dispose();
  return events.flatMap((event) => (event.type === 'experiment-finished' ? event.results : []));
}

describe('an experiment with a model module, in worker threads', () => {
  it('gives the same bits with one worker and with two', async () => {
    const one = await results(1, { file: './tiny-model.mjs' });
    expect(one).toHaveLength(4);
    expect(one.map(({ status }) => status)).toEqual(Array(4).fill('finished'));
    expect(one[0].specification.model).toMatchObject({ name: 'tiny-model', format: 'tfjs-layers' });
    expect(one[0].engineVariant).toMatch(/^tfjs-(node|wasm)$/);
    for (const { history, dimension } of one) {
      expect(dimension).toBe(9 * 4 + 4 + 2 * 4 + 64 * 3 + 3);
      expect(history).toHaveLength(4);
    }
    const [small, large] = [one[1], one[0]];
    expect(large.best?.trainLoss).toBeLessThan(small.best?.trainLoss ?? 0);
    const measured = (runs: typeof one) => runs.map(({ hash, history }) => ({ hash, history }));
    expect(measured(await results(2, { file: './tiny-model.mjs' }))).toEqual(measured(one));
  }, 120_000);
});
