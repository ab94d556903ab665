import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lastValueFrom, toArray } from 'rxjs';
import { CONTRACT_VERSION } from '../contracts/contract-version.js';
import type { Backend } from '../contracts/backend.js';
import type { Dataset, DatasetProvider } from '../contracts/dataset.js';
import type { EngineModel, ModelFile } from '../contracts/engine-model.js';
import type { ExperimentEvent } from '../contracts/experiment-event.js';
import type { DofReductionMethod } from '../contracts/method.js';
import type { ModelSpec } from '../contracts/model-spec.js';
import type { OptionsSchema } from '../contracts/options-schema.js';
import { inProcessExecutor } from '../execution/in-process-executor.js';
import { parseExperiment } from '../experiment/parse-experiment.js';
import { createContainer } from '../injection/containers.js';
import { Tokens } from '../injection/tokens.js';
import { affineReparametrisation } from '../reparametrisation/affine-reparametrisation.js';
import { memoryRunStore } from '../store/memory-run-store.js';
import { ReferenceBackend, randomDataset } from '@dof/testing';
import { runExperiment } from './run-experiment.js';

const anyOptions: OptionsSchema<unknown> = {
  '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) },
};

const data: DatasetProvider = {
  name: 'noise',
  version: '1',
  description: '',
  options: anyOptions,
  load: async () => randomDataset([1, 2], { inputShape: [2, 2, 1], classes: 3, trainCount: 12, testCount: 4 }),
  locate: async () => ({ found: true, detail: '' }),
};

const method: DofReductionMethod = {
  name: 'random',
  version: '1',
  contractVersion: CONTRACT_VERSION,
  description: '',
  options: anyOptions,
  capabilities: { linear: true, nested: true, reachesFullSpace: true },
  attainable: ({ dimension }) => ({ minimum: 1, maximum: dimension }),
  reparametrise: async ({ start, d, key, backend, layout }) => {
    const map = await backend.linearMap({ kind: 'gaussian', rows: layout.dimension, columns: d }, key);
    return affineReparametrisation(start.w, map);
  },
};

/** Reads a layer list from a file of its own form, JSON. */
class FileBackend extends ReferenceBackend {
  async readModel({ name, file, options }: ModelFile, _: Dataset): Promise<EngineModel> {
    const text = await readFile(file, 'utf8');
    const model = JSON.parse(text) as ModelSpec;
    const contentHash = createHash('sha256').update(text).update(JSON.stringify(options)).digest('hex');
    return {
      reference: { name: name ?? basename(file, '.net'), format: 'json', contentHash },
      compile: (dataset, settings) => this.compile(model, dataset, settings),
    };
  }
}

const layers: ModelSpec['layers'] = [{ type: 'flatten' }, { type: 'dense', units: 3 }];
const written: ModelSpec = { name: 'written', inputShape: [2, 2, 1], layers, loss: 'softmax-cross-entropy' };
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dof-model-file-'));
  await writeFile(join(folder, 'mine.net'), JSON.stringify(written));
  await writeFile(join(folder, 'copy.net'), JSON.stringify(written));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(model: unknown, backend: Backend = new FileBackend()): Promise<readonly ExperimentEvent[]> {
  const container = createContainer();
  container.registerInstance(Tokens.DatasetProvider, data);
  container.registerInstance(Tokens.Backend, backend);
  container.registerInstance(Tokens.DofReductionMethod, method);
  const input = { model, data: 'noise', backend: 'reference', degreesOfFreedom: [2, 15], seeds: 2 };
  const training = { batchSize: 4, epochs: 1 };
  const origin = { source: 'test', defaultName: 'test', baseDirectory: folder };
  const environment = { container, executor: inProcessExecutor(container), store: memoryRunStore() };
  const experiment = parseExperiment({ ...input, training }, origin);
  return lastValueFrom(runExperiment(experiment, environment).pipe(toArray()));
}

function finished(events: readonly ExperimentEvent[]) {
  return events.flatMap((event) => (event.type === 'experiment-finished' ? event.results : []));
}

describe('a model in a file that the backend reads', () => {
  it('trains like the same network written out, from a path relative to the experiment', async () => {
    const fromFile = finished(await run({ file: './mine.net' }));
    const fromLayers = finished(await run(written));
    expect(fromFile).toHaveLength(4);
    expect(fromFile.map(({ history }) => history)).toEqual(fromLayers.map(({ history }) => history));
    expect(fromFile[0].dimension).toBe(15);
    expect(fromFile[0].specification.model).toMatchObject({ name: 'mine', format: 'json' });
  });

  it('is named by its content: not by its path, but by the options it is taken with', async () => {
    const hashes = async (model: object) => finished(await run({ name: 'net', ...model })).map(({ hash }) => hash);
    const original = await hashes({ file: './mine.net' });
    expect(await hashes({ file: join(folder, 'copy.net') })).toEqual(original);
    expect(await hashes({ file: './mine.net', options: { other: 1 } })).not.toEqual(original);
  });

  it('fails the runs whose worker finds something else there', async () => {
    const file = join(folder, 'changing.net');
    await writeFile(file, JSON.stringify(written));
    const backend = new FileBackend();
    const read = backend.readModel.bind(backend);
    let reads = 0;
    backend.readModel = async (...args) => {
      reads += 1;
      if (reads === 2) await writeFile(file, JSON.stringify({ ...written, name: 'another' }));
      return read(...args);
    };
    const failures = (await run({ file }, backend)).flatMap((event) => (event.type === 'run-failed' ? [event] : []));
    expect(failures).toHaveLength(4);
    expect(failures[0]).toMatchObject({
      code: 'DOF_MODEL_MISMATCH',
      message: expect.stringMatching(
        /changing\.net here has content [0-9a-f]{12}, the run needs [0-9a-f]{12}: .*every/,
      ),
    });
  });

  it('is refused by a backend that reads none', async () => {
    await expect(run({ file: './mine.net' }, new ReferenceBackend())).rejects.toMatchObject({
      code: 'DOF_UNSUPPORTED_MODEL',
      message: expect.stringMatching(/backend reference takes .*lists of layers only, not .*mine\.net/),
    });
  });

  it('is one of three things that a model can be', async () => {
    await expect(run({ fiel: './mine.net' })).rejects.toMatchObject({ code: 'DOF_BAD_EXPERIMENT' });
    await expect(run({ file: '' })).rejects.toThrow(/model\.file: must not be empty/);
  });
});
