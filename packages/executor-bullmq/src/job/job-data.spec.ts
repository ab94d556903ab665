import { describe, expect, it } from '@jest/globals';
import {
  isDofError,
  LAYER_TYPES,
  preparationKey,
  runHash,
  startKey,
  type LayerSpec,
  type RunSpecification,
  type TrainingRecipe,
  type WeightsStart,
} from '@dof/core';
import fc from 'fast-check';
import { codeIdentity } from '../code/code-identity.js';
import { jobId, parseJob } from './job-data.js';
import { pluginNameSchema } from './specification-schema.js';

const specification: RunSpecification = {
  format: 1,
  model: {
    name: 'linear',
    inputShape: [4, 4, 1],
    layers: [{ type: 'flatten' }, { type: 'residual', body: [{ type: 'relu' }] }, { type: 'dense', units: 3 }],
    loss: 'softmax-cross-entropy',
  },
  data: {
    name: 'noise',
    version: '1',
    options: { train: 3 },
    contentHash: 'a'.repeat(64),
    trainCount: 24,
    testCount: 6,
  },
  backend: { name: 'reference', version: '1' },
  method: { name: 'random', version: '1', options: { projection: 'gaussian' } },
  start: { type: 'burn-in', seed: 0, steps: 2, learningRate: 0.1, momentum: 0.9, batchSize: 8 },
  degreesOfFreedom: 5,
  seed: 3,
  training: {
    optimizer: { name: 'momentum', learningRate: 0.1, momentum: 0.9 },
    schedule: [{ step: 3, learningRate: 0.01 }],
    batchSize: 8,
    epochs: 2,
  },
  evaluation: { every: 'epoch', batchSize: 500 },
};
const code = codeIdentity([
  { type: 'package', name: '@dof/methods-random', version: '0.1.0', hash: 'b'.repeat(64), plugin: true },
  { type: 'file', name: 'mine.mjs', hash: 'c'.repeat(64) },
]);
const train = { format: 1, kind: 'train' as const, hash: runHash(specification), specification, code };

function refusal(job: unknown): string {
  try {
    parseJob(job);
  } catch (error) {
    if (isDofError(error) && error.code === 'DOF_BAD_JOB') return error.message;
    throw error;
  }
  return 'none';
}

describe('parseJob', () => {
  it('takes every kind of work that its hash names', () => {
    const requested = [1, 5];
    const jobs = [
      train,
      { ...train, kind: 'burn-in', hash: startKey(specification) },
      { ...train, kind: 'prepare', hash: preparationKey(specification, requested), requested },
    ];
    for (const job of jobs) expect(parseJob(JSON.parse(JSON.stringify(job)))).toEqual(job);
  });

  const layers: { readonly [Type in LayerSpec['type']]: LayerSpec } = {
    conv2d: { type: 'conv2d', filters: 2, kernelSize: 3, stride: 2, padding: 1, groups: 2, dilation: 2, bias: false },
    dense: { type: 'dense', units: 3, bias: false },
    relu: { type: 'relu' },
    gelu: { type: 'gelu', approximate: 'none' },
    leakyRelu: { type: 'leakyRelu', slope: 0.2 },
    silu: { type: 'silu' },
    tanh: { type: 'tanh' },
    averagePool2d: { type: 'averagePool2d', size: 2, stride: 1 },
    maxPool2d: { type: 'maxPool2d', size: 2, padding: 1 },
    globalAveragePool2d: { type: 'globalAveragePool2d' },
    globalMaxPool2d: { type: 'globalMaxPool2d' },
    flatten: { type: 'flatten' },
    batchNorm: { type: 'batchNorm', epsilon: 1e-3 },
    layerNorm: { type: 'layerNorm', epsilon: 0.01 },
    residual: { type: 'residual', body: [{ type: 'tanh' }], shortcut: [{ type: 'conv2d', filters: 1, kernelSize: 1 }] },
  };

  it.each(LAYER_TYPES)('takes a network with a layer of type %s as it is', (type) => {
    for (const layer of [layers[type], { type: 'residual' as const, body: [layers[type]] }]) {
      const model = { name: 'one', inputShape: [4, 4, 1], layers: [layer], loss: 'mean-squared-error' } as const;
      const other: RunSpecification = { ...specification, model };
      const job = { ...train, hash: runHash(other), specification: other };
      expect(parseJob(JSON.parse(JSON.stringify(job)))).toEqual(job);
    }
  });

  it('takes a network with label smoothing as it is', () => {
    const model = { ...specification.model, labelSmoothing: 0.1 } as RunSpecification['model'];
    const other = { ...specification, model };
    const job = { ...train, hash: runHash(other), specification: other };
    expect(parseJob(JSON.parse(JSON.stringify(job)))).toEqual(job);
  });

  it('takes a start from given weights as it is', () => {
    const start: WeightsStart = {
      ...{ type: 'weights', seed: 3, file: 'net.npz', contentHash: 'e'.repeat(64), layout: 'pytorch' },
      ...{ reader: { name: 'npz', version: '1' }, except: ['dense1'] },
    };
    const other: RunSpecification = { ...specification, start };
    const job = { ...train, hash: runHash(other), specification: other, startKey: startKey(other) };
    expect(parseJob(JSON.parse(JSON.stringify(job)))).toEqual(job);
  });

  it('takes every member that a specification may have as it is', () => {
    const hash = 'e'.repeat(64);
    const other: RunSpecification = {
      ...specification,
      model: { name: 'mine', format: 'tfjs-layers', contentHash: hash },
      backend: { ...specification.backend, codeHash: hash },
      method: { ...specification.method, codeHash: hash, files: { './mask.npy': hash } },
      start: { type: 'init', seed: 7 },
      training: {
        ...specification.training,
        optimizer: { name: 'adam-constant-correction', learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
      },
      stopping: { trainLoss: 0.1, hopeless: true },
    };
    const job = { ...train, hash: runHash(other), specification: other };
    expect(parseJob(JSON.parse(JSON.stringify(job)))).toEqual(job);
  });

  it.each<[TrainingRecipe['optimizer'], TrainingRecipe['schedule']]>([
    [
      { name: 'adamw', learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.01 },
      { type: 'cosine', to: 0, warmUp: 3 },
    ],
    [
      { name: 'momentum', learningRate: 0.1, momentum: 0.9, weightDecay: 0.01 },
      { type: 'constant', warmUp: 3 },
    ],
  ])('takes the recipe %j, %j as it is', (optimizer, schedule) => {
    const other: RunSpecification = {
      ...specification,
      training: { ...specification.training, optimizer, schedule },
    };
    const job = { ...train, hash: runHash(other), specification: other };
    expect(parseJob(JSON.parse(JSON.stringify(job)))).toEqual(job);
  });

  it('names the same work with the same code alike, and with other code otherwise', () => {
    expect(jobId(train)).toBe(jobId(parseJob(train)));
    expect(jobId(train)).toContain(runHash(specification));
    expect(jobId({ ...train, code: codeIdentity([]) })).not.toBe(jobId(train));
    const bare = { ...train, keepCoordinates: false as const };
    expect(jobId(parseJob(bare))).toBe(jobId(bare));
    expect(jobId(bare)).not.toBe(jobId(train));
    for (const job of [train, bare]) expect(jobId(job)).not.toContain(':');
  });

  const changed = (changes: object) => ({ ...train, ...changes });
  /** Its hash is right: what is refused is the specification. */
  const specified = (changes: object) => {
    const other = { ...specification, ...changes } as RunSpecification;
    return changed({ specification: other, hash: runHash(other) });
  };
  const method = (name: string) => specified({ method: { ...specification.method, name } });
  const dataWith = (changes: object) => specified({ data: { ...specification.data, ...changes } });
  const layer = (one: object) => specified({ model: { ...specification.model, layers: [one] } });
  const packageNamed = (name: string) =>
    changed({ code: codeIdentity([{ type: 'package', name, version: '1', hash: 'b'.repeat(64), plugin: true }]) });

  it.each([
    ['other work than its hash names', changed({ specification: { ...specification, seed: 4 } })],
    ['a module by its address', changed({ modules: ['file:///tmp/evil.mjs'] })],
    ['a method by a path', method('./evil.mjs')],
    ['a method by an absolute path', method('/tmp/evil.mjs')],
    ['a method by an address', method('file:///tmp/evil.mjs')],
    ['a method that climbs out of its folder', method('a/../../../tmp/evil.mjs')],
    ['data with code of their own', dataWith({ codeHash: 'd'.repeat(64) })],
    ['data with files of their own', dataWith({ files: { '/etc/passwd': 'd'.repeat(64) } })],
    ['a data set by a path', dataWith({ name: '../evil' })],
    ['an engine by a path', specified({ backend: { name: './x.mjs', version: '1' } })],
    ['a layer that core does not know', layer({ type: 'dropout' })],
    ['a layer with a member that core does not know', layer({ type: 'relu', file: '/etc/passwd' })],
    ['a package that is no plugin', packageNamed('child_process')],
    ['a package that only looks like one', packageNamed('dof-method-x/../../evil')],
    ['a wish that is none', changed({ keepCoordinates: 'no' })],
    ['a model file with a folder', changed({ modelFile: { file: '../../etc/passwd', options: {} } })],
    ['a preparation by a name that is no hash', changed({ preparedKey: '../../../etc/passwd' })],
    ['code whose hash is another', changed({ code: { ...code, hash: 'd'.repeat(64) } })],
    ['no object', 7],
  ])('refuses %s', (_, job) => {
    expect(refusal(job)).toMatch(/^a job in the queue is not one of dof/);
  });

  it('refuses anything else, and breaks at nothing', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => refusal(value) !== 'none'));
  });
});

describe('pluginNameSchema', () => {
  it('takes no name that leads out of a folder', () => {
    const part = fc.constantFrom('..', '.', '/', '\\', 'a', 'file:', '@x/', '-', '\0', '%2e');
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 8 }).map((parts) => parts.join('')),
        (name) => {
          if (!pluginNameSchema.safeParse(name).success) return true;
          return !name.includes('..') && !/^[./\\]|[:\\%\0]/.test(name) && name.split('/').length <= 2;
        },
      ),
      { numRuns: 2000 },
    );
  });
});
