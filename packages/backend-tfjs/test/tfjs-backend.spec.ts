import { afterAll, describe, expect, it } from '@jest/globals';
import { memory, setBackend } from '@tensorflow/tfjs-core';
import { TfjsBackend, register } from '@dof/backend-tfjs';
import { createContainer, Tokens, type ModelSpec } from '@dof/core';
import { randomDataset } from '@dof/testing';

const backend = new TfjsBackend({ engines: ['tfjs-wasm', 'tfjs-cpu'] });
afterAll(() => backend.dispose());

const shape = { inputShape: [6, 6, 2] as const, classes: 3, trainCount: 10, testCount: 4 };
const data = randomDataset([1, 2], shape);
const options = { batchSize: 4, evaluationBatchSize: 3 };
const small: ModelSpec = {
  name: 'small',
  inputShape: shape.inputShape,
  layers: [
    { type: 'conv2d', filters: 5, kernelSize: 3 },
    { type: 'gelu' },
    { type: 'maxPool2d', size: 2 },
    { type: 'flatten' },
    { type: 'dense', units: 3 },
  ],
  loss: 'softmax-cross-entropy',
};
const batch = (...indices: number[]) => ({ split: 'train' as const, indices: Uint32Array.from(indices) });

describe('TfjsBackend', () => {
  it('says which engine is in use and why, before and after its first use', async () => {
    const any = new TfjsBackend();
    const expected = any.describe();
    if (expected.variant !== 'tfjs-node') {
      expect(expected.variant).toBe('tfjs-wasm');
      expect(expected.detail).toMatch(
        /^TensorFlow\.js in WebAssembly .*, because (the install script of )?@tensorflow\/tfjs-node (is|has|lacks|does) .*\(.*\)$/,
      );
    }
    (await any.compile(small, data, options)).dispose();
    expect(any.describe()).toEqual(expected);
  });

  it('computes in plain JavaScript what it computes in WebAssembly', async () => {
    const plain = new TfjsBackend({ engines: ['tfjs-cpu'] });
    expect(plain.describe().variant).toBe('tfjs-cpu');
    const [expected, actual] = [await backend.compile(small, data, options), await plain.compile(small, data, options)];
    const w = expected.initialise([1, 1]);
    const [wanted, gradient] = [new Float32Array(w.length), new Float32Array(w.length)];
    const loss = await expected.lossAndGradient(w, batch(7, 0, 3), wanted);
    expect(await actual.lossAndGradient(w, batch(7, 0, 3), gradient)).toBeCloseTo(loss, 6);
    gradient.forEach((slope, i) => expect(slope).toBeCloseTo(wanted[i], 6));
    expected.dispose();
    plain.dispose();
  });

  it('keeps to its engine when other code of the process chooses another', async () => {
    const objective = await backend.compile(small, data, options);
    const w = objective.initialise([1, 1]);
    const before = await objective.evaluate(w, 'train');
    await setBackend('cpu');
    expect(await objective.evaluate(w, 'train')).toEqual(before);
    objective.dispose();
  });

  it('lets go of every tensor, of an objective and of all that are open', async () => {
    (await backend.compile(small, data, options)).dispose();
    const before = memory().numTensors;
    const [first] = [await backend.compile(small, data, options), await backend.compile(small, data, options)];
    const held = memory().numTensors;
    expect(held).toBe(before + 2 * first.layout.segments.length);
    const w = first.initialise([1, 1]);
    for (let step = 0; step < 3; step++) {
      await first.lossAndGradient(w, batch(step, 5), new Float32Array(w.length));
      await first.evaluate(w, 'test');
    }
    expect(memory().numTensors).toBe(held);
    first.dispose();
    first.dispose();
    expect(memory().numTensors).toBe(before + first.layout.segments.length);
    backend.dispose();
    expect(memory().numTensors).toBe(before);
    expect(() => first.evaluate(w, 'train')).toThrow(/disposed/);
  });

  it('rejects vectors and batches of the wrong size as programming errors', async () => {
    const objective = await backend.compile(small, data, options);
    const w = objective.initialise([1, 1]);
    const gradient = new Float32Array(w.length);
    expect(() => objective.lossAndGradient(w.subarray(1), batch(0), gradient)).toThrow(/^w has/);
    expect(() => objective.lossAndGradient(w, batch(0), gradient.subarray(1))).toThrow(/^gradient has/);
    expect(() => objective.evaluate(w.subarray(1), 'train')).toThrow(RangeError);
    expect(() => objective.lossAndGradient(w, batch(), gradient)).toThrow(/1 to 4 examples/);
    expect(() => objective.lossAndGradient(w, batch(0, 1, 2, 3, 4), gradient)).toThrow(/1 to 4 examples/);
    expect(() => objective.lossAndGradient(w, batch(10), gradient)).toThrow(/example 10 of train/);
    objective.dispose();
  });

  it('refuses labels outside the classes and batch sizes that are none', async () => {
    const labels = data.train.labels.slice();
    labels[7] = 3;
    await expect(backend.compile(small, { ...data, train: { ...data.train, labels } }, options)).rejects.toMatchObject({
      code: 'DOF_DATASET_LABELS',
      message: expect.stringMatching(/example 7 of train has label 3.*3 classes/),
    });
    for (const batchSize of [0, -1, 1.5, NaN]) {
      await expect(backend.compile(small, data, { ...options, batchSize })).rejects.toMatchObject({
        code: 'DOF_BAD_BATCH_SIZE',
      });
    }
  });
});

describe('register', () => {
  it('registers the engine under its name', async () => {
    const container = createContainer();
    await register(container);
    const registered = container.resolveAll(Tokens.Backend);
    expect(registered.map(({ name }) => name)).toEqual(['tfjs']);
  });
});
