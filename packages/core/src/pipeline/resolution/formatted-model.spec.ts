import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ReferenceBackend } from '@dof/testing';
import { FirstParameters, noise } from '../../../test/fixtures/first-parameters.js';
import type { ModelFormat } from '../../contracts/model-format.js';
import { parseExperiment } from '../../experiment/parse-experiment.js';
import { createContainer } from '../../injection/containers.js';
import { Tokens } from '../../injection/tokens.js';
import { planPass } from '../plan-pass.js';
import { resolveExperiment } from './resolve-experiment.js';

/** Files hold a number of units. */
const units: ModelFormat = {
  name: 'onnx',
  version: '1',
  read: async ({ bytes, file, name, inputShape }) => ({
    model: {
      ...{ name, inputShape, loss: 'softmax-cross-entropy' },
      layers: [{ type: 'flatten' }, { type: 'dense', units: Number(Buffer.from(bytes).toString()) }],
    },
    notices: [`read from ${file}`],
  }),
};

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dof-formatted-'));
  writeFileSync(join(folder, 'three.onnx'), '3');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function resolved(model: unknown) {
  const container = createContainer();
  container.registerInstance(Tokens.DatasetProvider, noise);
  container.registerInstance(Tokens.Backend, new ReferenceBackend());
  container.registerInstance(Tokens.DofReductionMethod, new FirstParameters());
  container.registerInstance(Tokens.ModelFormat, units);
  const input = { model, data: 'noise', backend: 'reference', methods: 'first', degreesOfFreedom: [2], seeds: 1 };
  const origin = { source: 'test', defaultName: 'test', baseDirectory: folder };
  return resolveExperiment(parseExperiment({ ...input, training: { batchSize: 4, epochs: 1 } }, origin), container);
}

const layers = [{ type: 'flatten' }, { type: 'dense', units: 3 }];

describe('a model in a file of a format', () => {
  it('is a list of layers for the data, named by the file', async () => {
    const { model, layout, modelFile } = await resolved({ onnx: './three.onnx' });
    expect(model).toMatchObject({ name: 'three', inputShape: [4, 4, 1], layers });
    expect([layout.dimension, modelFile]).toEqual([51, undefined]);
  });

  it('makes the runs of the same layers written out, and tells what is otherwise', async () => {
    const [fromFile, written] = await Promise.all([
      resolved({ onnx: 'three.onnx', name: 'net' }),
      resolved({ name: 'net', inputShape: [4, 4, 1], layers }),
    ]);
    const [first, second] = [planPass(fromFile), planPass(written)];
    expect(first.runs.map(({ hash }) => hash)).toEqual(second.runs.map(({ hash }) => hash));
    expect(first.planned.notices).toEqual(['read from three.onnx']);
    expect(second.planned).not.toHaveProperty('notices');
  });

  it('has smoothed labels where that is asked for, and says so in its name', async () => {
    const { model } = await resolved({ onnx: 'three.onnx', labelSmoothing: 0.1 });
    expect(model).toMatchObject({ name: 'three (label smoothing 0.1)', labelSmoothing: 0.1, layers });
  });

  it.each([['three.onnx'], [{ file: './three.onnx' }]])('is what %j was meant to be', async (model) => {
    await expect(resolved(model)).rejects.toThrow(
      /three\.onnx is an ONNX file: write model: \{ onnx: .*three\.onnx \}$/,
    );
  });

  it('has its modules known to no worker', async () => {
    const { modules } = await resolved({ onnx: 'three.onnx' });
    expect(modules).toEqual([]);
  });

  it.each([
    ['a file that is not there', 'missing.onnx', /the network missing\.onnx cannot be read .*there is no such file/],
    ['a folder', './', /it is a folder/],
  ])('is refused where it is %s', async (_, onnx, message) => {
    const refused = { code: 'DOF_MODEL_FILE', message: expect.stringMatching(message) };
    await expect(resolved({ onnx })).rejects.toMatchObject(refused);
  });

  it('has a text for a path', async () => {
    await expect(async () => resolved({ onnx: '' })).rejects.toThrow(/model\.onnx: must not be empty/);
    await expect(async () => resolved({ onnx: 'a.onnx', layers: [] })).rejects.toMatchObject({
      code: 'DOF_BAD_EXPERIMENT',
    });
  });
});
