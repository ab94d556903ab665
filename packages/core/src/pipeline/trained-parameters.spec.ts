import { describe, expect, it } from '@jest/globals';
import type { Objective } from '../contracts/objective.js';
import type { Prepared } from '../contracts/method.js';
import type { RunResult } from '../contracts/run.js';
import { coordinatesKey } from '../hashing/content-hash.js';
import type { ExperimentInput } from '../experiment/experiment-schema.js';
import { memoryRunStore } from '../store/memory-run-store.js';
import { all, experiment, experimentSetting, ofType } from '../../test/fixtures/experiment-setting.js';
import { FirstParameters, PreparedParameters } from '../../test/fixtures/first-parameters.js';
import { resolveExperiment, type ResolvedExperiment } from './resolution/resolve-experiment.js';
import { runExperiment } from './run-experiment.js';
import { trainedParameters } from './trained-parameters.js';

const burnIn = { type: 'burn-in', steps: 4, learningRate: 0.1, batchSize: 8 } as const;
/** Momentum with another rate from a step on. */
const changingAt = (step: number, learningRate: number): ExperimentInput['training'] => ({
  batchSize: 8,
  epochs: 2,
  optimizer: { name: 'momentum', learningRate: 0.5 },
  schedule: [{ step, learningRate }],
});

async function finished(changes: Partial<ExperimentInput> = {}) {
  const setting = experimentSetting([new FirstParameters(), new PreparedParameters()]);
  const { container, store = memoryRunStore() } = setting;
  const asked = experiment({ degreesOfFreedom: [5, 51], seeds: 1, ...changes });
  const events = await all(runExperiment(asked, { ...setting, store }));
  const [{ results }] = ofType(events, 'experiment-finished');
  return { container, store, results, resolved: await resolveExperiment(asked, container), events };
}

async function evaluated({ model, backend, data }: ResolvedExperiment, w: Float32Array) {
  if (!('layers' in model)) throw new TypeError('a model of layers');
  const objective: Objective = await backend.compile(model, data, { batchSize: 8, evaluationBatchSize: 500 });
  return { train: await objective.evaluate(w, 'train'), test: await objective.evaluate(w, 'test') };
}

/** A store that has lost starts and preparations. */
function onlyCoordinates(result: RunResult, prepared: Prepared | undefined) {
  return {
    getPrepared: async (key: string) => (key === coordinatesKey(result.hash) ? prepared : undefined),
  };
}

describe('trainedParameters', () => {
  it.each<[string, Partial<ExperimentInput>]>([
    ['from the initialisation', {}],
    ['from a burnt-in start', { start: burnIn }],
    ['after a preparation', { methods: 'prepared' }],
    ['after a preparation at a burnt-in start', { methods: 'prepared', start: burnIn }],
    ['whose best loss is not the last', { training: changingAt(3, 60) }],
  ])('gives a run %s the losses that it measured, in every bit', async (_, changes) => {
    const { container, store, results, resolved } = await finished(changes);
    expect(results).toHaveLength(2);
    for (const result of results) {
      const { history, best, hash } = result;
      const bare = onlyCoordinates(result, await store.getPrepared(coordinatesKey(hash)));
      for (const source of [store, bare]) {
        const final = await trainedParameters(result, { resolved, container, store: source });
        expect(final.entry).toEqual(history.at(-1));
        expect(final.layout).toEqual(resolved.layout);
        const { epoch, step, ...losses } = final.entry;
        expect([epoch, step]).toEqual([2, 6]);
        expect(await evaluated(resolved, final.w)).toEqual(losses);

        const lowest = await trainedParameters(result, { resolved, container, store: source, at: 'best' });
        expect(lowest.entry.train.loss).toBe(best?.trainLoss);
        const { train, test } = lowest.entry;
        expect(await evaluated(resolved, lowest.w)).toEqual({ train, test });
        if (changes.training !== undefined) expect(lowest.entry.epoch).toBeLessThan(epoch);
      }
    }
  });

  it('keeps the last point with finite losses of a run that diverges', async () => {
    const { container, store, results, resolved } = await finished({ training: changingAt(4, 1e300) });
    for (const result of results) {
      expect(result).toMatchObject({ status: 'diverged', history: [{ epoch: 0 }, { epoch: 1 }] });
      const { w, entry } = await trainedParameters(result, { resolved, container, store });
      expect(entry).toEqual(result.history[1]);
      expect(await evaluated(resolved, w)).toEqual({ train: entry.train, test: entry.test });
    }
  });

  it('finds none where the experiment keeps none, whose runs are the same', async () => {
    const { container, store, results, resolved } = await finished({ keepCoordinates: false });
    const kept = await finished();
    expect(results.map(({ hash, history }) => ({ hash, history }))).toEqual(
      kept.results.map(({ hash, history }) => ({ hash, history })),
    );
    for (const result of results) {
      expect(await store.getPrepared(coordinatesKey(result.hash))).toBeUndefined();
      await expect(trainedParameters(result, { resolved, container, store })).rejects.toMatchObject({
        code: 'DOF_NO_COORDINATES',
      });
    }
  });

  it('refuses other data, and files of options that have changed', async () => {
    const { container, store, results, resolved } = await finished();
    const [result] = results;
    const other = { ...resolved, data: { ...resolved.data, contentHash: 'f'.repeat(64) } };
    await expect(trainedParameters(result, { resolved: other, container, store })).rejects.toMatchObject({
      code: 'DOF_DATA_MISMATCH',
    });
    const { specification } = result;
    const method = { ...specification.method, files: { './mask.npy': 'a'.repeat(64) } };
    const changed = { ...result, specification: { ...specification, method } };
    await expect(trainedParameters(changed, { resolved, container, store })).rejects.toMatchObject({
      code: 'DOF_CODE_CHANGED',
    });
  });
});
