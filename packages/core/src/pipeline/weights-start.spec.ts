import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { all, experiment, experimentSetting, ofType } from '../../test/fixtures/experiment-setting.js';
import { FirstParameters, noise, PreparedParameters } from '../../test/fixtures/first-parameters.js';
import { referenceObjective } from '@dof/testing';
import type { ModelSpec } from '../contracts/model-spec.js';
import type { WeightsReader } from '../contracts/weights-reader.js';
import type { ExperimentInput } from '../experiment/experiment-schema.js';
import { startKey } from '../hashing/content-hash.js';
import { Tokens } from '../injection/tokens.js';
import { runKey } from '../random/split-key.js';
import { groupIntoSeries } from '../series/group-into-series.js';
import { memoryRunStore } from '../store/memory-run-store.js';
import { planExperiment } from './plan-experiment.js';
import { resolveExperiment } from './resolution/resolve-experiment.js';
import { runExperiment } from './run-experiment.js';

const model: ModelSpec = {
  name: 'deep',
  inputShape: [4, 4, 1],
  layers: [{ type: 'flatten' }, { type: 'dense', units: 4 }, { type: 'relu' }, { type: 'dense', units: 3 }],
  loss: 'softmax-cross-entropy',
};
const DIMENSION = 16 * 4 + 4 + 4 * 3 + 3;
/** Where dense2 begins. */
const HEAD = 16 * 4 + 4;
const w = Float32Array.from({ length: DIMENSION }, (_, i) => Math.sin(3 * i));

/** Files of little-endian float32, nothing more. */
const reader: WeightsReader = {
  name: 'raw',
  version: '7',
  read: async ({ bytes, file }) => ({
    w: new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)),
    notices: [`${file} was read.`],
  }),
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dof-weights-'));
  writeFileSync(join(folder, 'net.raw'), w);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function setting() {
  const environment = experimentSetting([new FirstParameters(), new PreparedParameters()]);
  environment.container.registerInstance<WeightsReader>(Tokens.WeightsReader, reader);
  return { ...environment, store: memoryRunStore() };
}

/** An experiment in the folder, from the file's weights. */
function from(start: Partial<Extract<ExperimentInput['start'], { type: 'weights' }>> = {}, changes: object = {}) {
  const asked = experiment({
    ...{ model, degreesOfFreedom: [1, 5], start: { type: 'weights', file: 'net.raw', ...start } },
    ...changes,
  });
  return { ...asked, baseDirectory: folder };
}

async function lossesAtStart(point: Float32Array) {
  const objective = referenceObjective(model, await noise.load({}), { batchSize: 1, evaluationBatchSize: 500 });
  return objective.evaluate(point, 'train');
}

describe('a start from given weights', () => {
  it('is where every run begins, whatever its seed, and is kept in the store as a burnt-in one is', async () => {
    const environment = setting();
    const events = await all(runExperiment(from({}, { methods: ['first', 'prepared'] }), environment));
    const [{ results }] = ofType(events, 'experiment-finished');
    expect(results).toHaveLength(8);
    for (const { history } of results) expect(history[0].train).toEqual(await lossesAtStart(w));
    const keys = new Set(results.map(({ specification }) => startKey(specification)));
    expect(keys.size).toBe(1);
    expect(await environment.store.getPrepared([...keys][0])).toEqual({ meta: null, arrays: { w } });
    // Nothing is burnt in: the preparations of a method are all that is prepared.
    expect(ofType(events, 'preparation-started').map(({ what }) => what)).toEqual(['prepare', 'prepare']);
    expect(ofType(events, 'preparation-reused')).toEqual([]);
    expect(ofType(events, 'planned')[0].notices).toEqual(['net.raw was read.']);
  });

  it('takes excepted layers from the initialisation of the seed', async () => {
    const environment = setting();
    const events = await all(runExperiment(from({ except: 'dense2' }), environment));
    const objective = referenceObjective(model, await noise.load({}), { batchSize: 1, evaluationBatchSize: 1 });
    const starts = ofType(events, 'experiment-finished')[0].results.map(async ({ specification }) => {
      const { arrays = {} } = { ...(await environment.store.getPrepared(startKey(specification))) };
      return { seed: specification.seed, start: arrays['w'] };
    });
    for (const { seed, start } of await Promise.all(starts)) {
      const fresh = objective.initialise(runKey(seed, 'initialisation'));
      expect(start).toEqual(Float32Array.of(...w.subarray(0, HEAD), ...fresh.subarray(HEAD)));
    }
  });

  it('is part of what a run is: the content of the file, the reader and the layout, but not its folder', async () => {
    const { container } = setting();
    const hashes = async (asked = from()): Promise<string> => {
      const { planned } = await planExperiment(await resolveExperiment(asked, container));
      return planned.runs.map(({ hash }) => hash).join();
    };
    const before = await hashes();
    mkdirSync(join(folder, 'deeper'));
    renameSync(join(folder, 'net.raw'), join(folder, 'deeper/net.raw'));
    const moved = from({ file: 'deeper/net.raw' });
    expect(await hashes(moved)).toBe(before);
    expect(await hashes(from({ file: 'deeper/net.raw', layout: 'pytorch' }))).not.toBe(before);
    expect(await hashes(from({ file: 'deeper/net.raw', except: 'dense1' }))).not.toBe(before);
    writeFileSync(join(folder, 'deeper/net.raw'), w.slice().fill(2, 0, 1));
    expect(await hashes(moved)).not.toBe(before);
    const { planned } = await planExperiment(await resolveExperiment(moved, container));
    expect(planned.runs[0].specification.start).toEqual({
      ...{ type: 'weights', seed: 0, file: 'net.raw', layout: 'ours', except: [] },
      ...{ contentHash: expect.stringMatching(/^[0-9a-f]{64}$/), reader: { name: 'raw', version: '7' } },
    });
  });

  it('is one series with its own label', async () => {
    const { container } = setting();
    const asked = from({}, { start: ['init', { type: 'weights', file: 'net.raw' }] });
    const { planned } = await planExperiment(await resolveExperiment(asked, container));
    const series = groupIntoSeries(planned.runs).map(({ label, startLabel, runs }) => [label, startLabel, runs.length]);
    expect(series).toEqual([
      ['first (start init)', 'initialisation', 4],
      ['first (start weights of net.raw)', 'weights of net.raw', 4],
    ]);
  });

  it.each([
    ['a file that is not there', { file: 'no.raw' }, 'DOF_WEIGHTS_FILE', 'there is no such file'],
    ['a folder', { file: 'folder.raw' }, 'DOF_WEIGHTS_FILE', 'is no file'],
    [
      'a file of another format',
      { file: 'net.pt' },
      'DOF_UNKNOWN_WEIGHTS',
      'nothing here reads weights from .pt: give',
    ],
    ['a file without an ending', { file: 'net' }, 'DOF_UNKNOWN_WEIGHTS', 'net: a file of weights ends in'],
    ['a layer that is not there', { except: ['dense1', 'dens2'] }, 'DOF_WEIGHTS_MISFIT', 'no layer "dens2"'],
  ])('refuses %s', async (_, start, code, message) => {
    mkdirSync(join(folder, 'folder.raw'));
    const resolving = resolveExperiment(from(start), setting().container);
    await expect(resolving).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });
});
