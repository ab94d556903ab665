import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { TfjsBackend } from '@dof/backend-tfjs';
import type { JsonObject, ModelSpec, Objective } from '@dof/core';
import { randomDataset } from '@dof/testing';

const tf = { ...core, ...layers };
const backend = new TfjsBackend({ engines: ['tfjs-wasm'] });
const data = randomDataset([1, 0], { inputShape: [6, 7, 2], classes: 4, trainCount: 20, testCount: 6 });
const options = { batchSize: 8, evaluationBatchSize: 4 };
const batch = { split: 'train' as const, indices: Uint32Array.of(1, 5, 7, 3, 19) };
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dof-layers-model-'));
});
afterAll(async () => {
  backend.dispose();
  await rm(folder, { recursive: true });
});

/** Writes a module that builds a model from these statements, which know `tf`, `inputShape` and `classes`. */
async function modelModule(name: string, body: string): Promise<string> {
  const file = join(folder, `${name}.mjs`);
  await writeFile(file, `export default (tf, { inputShape, classes }) => {\n${body}\n};\n`);
  return file;
}

const sequential = (...list: string[]): string => `return tf.sequential({ layers: [${list.join(', ')}] });`;
const image = 'tf.layers.inputLayer({ inputShape })';
const logits = 'tf.layers.dense({ units: classes })';

/** Saves a model the way `model.save` does with tfjs-node: topology and weights in a folder. */
async function savedModel(name: string, model: layers.LayersModel): Promise<string> {
  const path = join(folder, name);
  await mkdir(path);
  await model.save(
    core.io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData }) => {
      const manifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
      const json = { format: 'layers-model', modelTopology, weightsManifest: manifest };
      await writeFile(join(path, 'model.json'), JSON.stringify(json));
      await writeFile(join(path, 'weights.bin'), Buffer.from(weightData as ArrayBuffer));
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
  return path;
}

const read = (file: string, settings: JsonObject = {}) => backend.readModel({ file, options: settings }, data);

async function compiled(file: string, settings: JsonObject = {}): Promise<Objective> {
  return (await read(file, settings)).compile(data, options);
}

async function hashOf(file: string, settings: JsonObject = {}): Promise<string> {
  return (await read(file, settings)).reference.contentHash;
}

describe('a tf.LayersModel from a module', () => {
  it('gives the loss, gradient and evaluation of the same network as a layer list', async () => {
    const list: ModelSpec = {
      name: 'list',
      inputShape: data.inputShape,
      layers: [
        { type: 'conv2d', filters: 5, kernelSize: 3, stride: 2 },
        { type: 'batchNorm', epsilon: 1e-3 },
        { type: 'tanh' },
        { type: 'averagePool2d', size: 2 },
        { type: 'flatten' },
        { type: 'dense', units: 4 },
      ],
      loss: 'softmax-cross-entropy',
    };
    const file = await modelModule(
      'same-as-list',
      sequential(
        "tf.layers.conv2d({ inputShape, filters: 5, kernelSize: 3, strides: 2, padding: 'same' })",
        'tf.layers.batchNormalization()',
        "tf.layers.activation({ activation: 'tanh' })",
        'tf.layers.averagePooling2d({ poolSize: 2 })',
        'tf.layers.flatten()',
        "tf.layers.dense({ units: classes, activation: 'softmax' })",
      ),
    );
    const [expected, actual] = [await backend.compile(list, data, options), await compiled(file)];
    const shapes = ({ layout }: Objective) =>
      layout.segments.map(({ kind, shape, offset }) => ({ kind, shape, offset }));
    expect(shapes(actual)).toEqual(shapes(expected));
    const w = expected.initialise([3, 4]).map((value, i) => value + Math.sin(i) / 5);
    const [wanted, gradient] = [new Float32Array(w.length), new Float32Array(w.length)];
    const loss = await expected.lossAndGradient(w, batch, wanted);
    expect(await actual.lossAndGradient(w, batch, gradient)).toBeCloseTo(loss, 5);
    gradient.forEach((slope, i) => expect(slope).toBeCloseTo(wanted[i], 5));
    const [evaluation, reference] = [await actual.evaluate(w, 'train'), await expected.evaluate(w, 'train')];
    expect(evaluation.loss).toBeCloseTo(reference.loss, 5);
    expect(evaluation.accuracy).toBe(reference.accuracy);
    for (const one of [expected, actual]) one.dispose();
  });

  it.each([
    [
      'depthwise convolution',
      [image, 'tf.layers.depthwiseConv2d({ kernelSize: 3, strides: 2 })', 'tf.layers.flatten()'],
    ],
    [
      'separable convolution',
      [image, "tf.layers.separableConv2d({ filters: 3, kernelSize: 3, padding: 'same' })", 'tf.layers.flatten()'],
    ],
    [
      'transposed convolution',
      [image, 'tf.layers.conv2dTranspose({ filters: 2, kernelSize: 3, strides: 2 })', 'tf.layers.flatten()'],
    ],
    [
      'convolution of even kernel',
      [image, "tf.layers.conv2d({ filters: 3, kernelSize: 2, padding: 'same' })", 'tf.layers.flatten()'],
    ],
    [
      'average pooling that reaches over the edge',
      [
        image,
        'tf.layers.conv2d({ filters: 3, kernelSize: 1 })',
        "tf.layers.averagePooling2d({ poolSize: 3, strides: 2, padding: 'same' })",
        'tf.layers.flatten()',
      ],
    ],
    [
      'maximum pooling that reaches over the edge',
      [
        image,
        'tf.layers.conv2d({ filters: 3, kernelSize: 1 })',
        "tf.layers.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' })",
        'tf.layers.flatten()',
      ],
    ],
    [
      'layer normalisation and GELU',
      [
        image,
        'tf.layers.flatten()',
        "tf.layers.dense({ units: 6, activation: 'gelu' })",
        'tf.layers.layerNormalization()',
      ],
    ],
    ['recurrent cells', ['tf.layers.reshape({ inputShape, targetShape: [6, 14] })', 'tf.layers.gru({ units: 4 })']],
    [
      'a table',
      [
        image,
        'tf.layers.flatten()',
        "tf.layers.activation({ activation: 'relu' })",
        'tf.layers.embedding({ inputDim: 5, outputDim: 3 })',
        'tf.layers.flatten()',
      ],
    ],
  ])('with %s has the gradient of its loss', async (name, list) => {
    const objective = await compiled(await modelModule(name.replaceAll(' ', '-'), sequential(...list, logits)));
    const w = objective.initialise([5, 6]);
    const [gradient, ignored] = [new Float32Array(w.length), new Float32Array(w.length)];
    await objective.lossAndGradient(w, batch, gradient);
    for (const phase of [1, 2, 3]) {
      const direction = w.map((_, i) => Math.sin(phase * (i + 1)));
      const lossAt = (step: number) =>
        objective.lossAndGradient(
          w.map((value, i) => value + step * direction[i]),
          batch,
          ignored,
        );
      const step = 5e-4;
      const slope = (Number(await lossAt(step)) - Number(await lossAt(-step))) / (2 * step);
      const expected = gradient.reduce((sum, g, i) => sum + g * direction[i], 0);
      expect(Math.abs(slope - expected)).toBeLessThan(2e-3 * (1 + Math.abs(expected)));
    }
    objective.dispose();
  });

  it('may call operations on tensors', async () => {
    const body = `
      class Mixed extends tf.layers.Layer {
        static className = 'Mixed';
        call(inputs) {
          const x = inputs[0];
          return x.mul(2).sub(x.square()).reshapeAs(x).concat(x.toFloat(), 1).slice([0, 0], x.shape);
        }
      }
      tf.serialization.registerClass(Mixed);
      return tf.sequential({ layers: [tf.layers.flatten({ inputShape }), new Mixed(), ${logits}] });`;
    const objective = await compiled(await modelModule('chained', body));
    expect(Number.isFinite((await objective.evaluate(objective.initialise([1, 1]), 'test')).loss)).toBe(true);
    objective.dispose();
  });

  it('has its text in the hash when it defines a layer of its own', async () => {
    const body = `
      class Doubled extends tf.layers.Layer {
        static className = 'Doubled';
        call(inputs) { return tf.mul(Array.isArray(inputs) ? inputs[0] : inputs, FACTOR); }
      }
      tf.serialization.registerClass(Doubled);
      const model = tf.sequential({ layers: [tf.layers.flatten({ inputShape }), new Doubled(), ${logits}] });
      return model;`;
    const two = await modelModule('two', body.replace('FACTOR', '2'));
    const three = await modelModule('three', body.replace('FACTOR', '3'));
    expect(await hashOf(two)).toBe(await hashOf(two));
    expect(await hashOf(two)).not.toBe(await hashOf(three));
    const plain = sequential(image, 'tf.layers.flatten()', logits);
    expect(await hashOf(await modelModule('plain', plain))).toBe(
      await hashOf(await modelModule('spaced', `// The same model.\n${plain}`)),
    );
  });

  it.each([
    [
      'another input',
      'tf.layers.flatten({ inputShape: [5, 5, 1] })',
      /its input is 5 x 5 x 1, but the examples are 6 x 7 x 2/,
    ],
    [
      'another number of classes',
      'tf.layers.flatten({ inputShape }), tf.layers.dense({ units: 9 })',
      /ends in 9, .*4 outputs/,
    ],
    ['an image at its end', 'tf.layers.conv2d({ inputShape, filters: 4, kernelSize: 3 })', /ends in 4 x 5 x 4/],
    [
      'nothing to train',
      'tf.layers.globalAveragePooling2d({ inputShape }), tf.layers.dense({ units: 4, trainable: false })',
      /no trainable weights/,
    ],
    [
      'dropout',
      `tf.layers.flatten({ inputShape }), tf.layers.dropout({ rate: 0.5, name: 'half' }), ${logits}`,
      /layer half \(Dropout\) draws random numbers/,
    ],
  ])('is refused with %s', async (name, list, message) => {
    const file = await modelModule(`refused-${name.replaceAll(' ', '-')}`, sequential(list));
    await expect(read(file)).rejects.toMatchObject({
      code: name === 'dropout' ? 'DOF_UNSUPPORTED_LAYER' : 'DOF_MODEL_SHAPE',
      message: expect.stringMatching(message),
    });
  });

  const convolution = (shape: string, order: string): string =>
    `tf.layers.conv2d({ inputShape: ${shape}, filters: 3, kernelSize: 3, dataFormat: '${order}' })`;

  it('sees transposed images where it takes channels first', async () => {
    const last = await compiled(
      await modelModule(
        'last',
        sequential(convolution('[6, 7, 2]', 'channelsLast'), 'tf.layers.globalMaxPooling2d({})', logits),
      ),
    );
    const pooling = "tf.layers.globalMaxPooling2d({ dataFormat: 'channelsFirst' })";
    const first = await compiled(
      await modelModule('first', sequential(convolution('[2, 6, 7]', 'channelsFirst'), pooling, logits)),
    );
    const permuted = await compiled(
      await modelModule(
        'permuted',
        sequential(
          'tf.layers.permute({ inputShape: [2, 6, 7], dims: [2, 3, 1] })',
          'tf.layers.conv2d({ filters: 3, kernelSize: 3 })',
          'tf.layers.globalMaxPooling2d({})',
          logits,
        ),
      ),
    );
    const w = last.initialise([2, 2]);
    const [wanted, gradient] = [new Float32Array(w.length), new Float32Array(w.length)];
    const loss = Number(await last.lossAndGradient(w, batch, wanted));
    for (const other of [first, permuted]) {
      expect(Number(await other.lossAndGradient(w, batch, gradient))).toBeCloseTo(loss, 5);
      gradient.forEach((slope, i) => expect(slope).toBeCloseTo(wanted[i], 4));
      expect((await other.evaluate(w, 'test')).accuracy).toBe((await last.evaluate(w, 'test')).accuracy);
      other.dispose();
    }
    last.dispose();
  });

  const flatten = 'tf.layers.flatten()';

  it.each([
    ['84', `tf.layers.dense({ inputShape: [84], units: 4 })`],
    ['6 x 14', `tf.layers.dense({ inputShape: [6, 14], units: 2 }), ${flatten}, ${logits}`],
    [
      'any x any x 2',
      `tf.layers.conv2d({ inputShape: [null, null, 2], filters: 2, kernelSize: 3 }), tf.layers.globalMaxPooling2d({}), ${logits}`,
    ],
  ])('takes images joined along neighbouring axes: %s', async (name, list) => {
    const objective = await compiled(await modelModule(`joined-${name.replaceAll(' ', '-')}`, sequential(list)));
    const w = objective.initialise([1, 1]);
    expect(Number.isFinite((await objective.evaluate(w, 'train')).loss)).toBe(true);
    objective.dispose();
  });

  it.each([
    ['7 x 6 x 2', convolution('[7, 6, 2]', 'channelsLast'), /its input is 7 x 6 x 2, but the examples are 6 x 7 x 2/],
    ['2 x 6 x 7', convolution('[2, 6, 7]', 'channelsLast'), /takes channels last and the examples are 6 x 7 x 2/],
    ['6 x 7 x 2', convolution('[6, 7, 2]', 'channelsFirst'), /takes channels first, .* use the input 2 x 6 x 7/],
    ['12 x 7', 'tf.layers.dense({ inputShape: [14, 6], units: 3 })', /its input is 14 x 6/],
    ['21 x 4', 'tf.layers.dense({ inputShape: [21, 4], units: 3 })', /its input is 21 x 4/],
  ])('never takes bytes for other axes: %s', async (name, layer, message) => {
    const file = await modelModule(
      `axes-${name.replaceAll(' ', '-')}-${layer.length}`,
      sequential(layer, flatten, logits),
    );
    await expect(read(file)).rejects.toMatchObject({
      code: 'DOF_MODEL_SHAPE',
      message: expect.stringMatching(message),
    });
  });

  it.each([
    [
      'thresholdedReLU',
      "tf.layers.thresholdedReLU({ theta: 0.1, name: 'steep' })",
      /layer steep \(ThresholdedReLU\) has no gradient/,
    ],
    [
      'dilation with stride',
      "tf.layers.conv2d({ filters: 2, kernelSize: 2, dilationRate: 2, name: 'wide', padding: 'same' }), tf.layers.thresholdedReLU({ theta: 0.1, name: 'steep' })",
      /layer (wide|steep) /,
    ],
    [
      'a layer within a model',
      "tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [4, 5, 3], filters: 2, kernelSize: 2 }), tf.layers.thresholdedReLU({ name: 'steep' })] })",
      /layer steep /,
    ],
  ])('is refused when it is read where a layer has no gradient: %s', async (name, layer, message) => {
    const list = sequential('tf.layers.conv2d({ inputShape, filters: 3, kernelSize: 3 })', layer, flatten, logits);
    await expect(read(await modelModule(`gradient-${name.replaceAll(' ', '-')}`, list))).rejects.toMatchObject({
      code: 'DOF_UNSUPPORTED_LAYER',
      message: expect.stringMatching(message),
    });
  });

  it.each([
    [
      'a sigmoid',
      "tf.layers.dense({ units: classes, activation: 'sigmoid', name: 'last' })",
      /layer last ends it in a sigmoid/,
    ],
    [
      'a sigmoid as a layer',
      `${logits}, tf.layers.activation({ activation: 'sigmoid', name: 'last' })`,
      /layer last ends it/,
    ],
  ])('is refused with %s at its end, unless the loss is of the outputs as they are', async (name, end, message) => {
    const file = await modelModule(
      `end-${name.replaceAll(' ', '-')}`,
      sequential('tf.layers.flatten({ inputShape })', end),
    );
    await expect(read(file)).rejects.toMatchObject({
      code: 'DOF_MODEL_SHAPE',
      message: expect.stringMatching(message),
    });
    expect((await read(file, { loss: 'mean-squared-error' })).reference.format).toBe('tfjs-layers');
  });

  it('is refused where a layer of its own makes probabilities', async () => {
    const body = `
      class Normalised extends tf.layers.Layer {
        static className = 'Normalised';
        call(inputs) { return tf.softmax(inputs[0]); }
      }
      tf.serialization.registerClass(Normalised);
      return tf.sequential({ layers: [tf.layers.flatten({ inputShape }), ${logits}, new Normalised()] });`;
    await expect(read(await modelModule('normalised', body))).rejects.toThrow(/its outputs are probabilities/);
  });

  it.each([
    ['as a layer', `${logits}, tf.layers.softmax()`],
    ['as an activation', `${logits}, tf.layers.activation({ activation: 'softmax' })`],
    ['before a reshape', `${logits}, tf.layers.softmax(), tf.layers.reshape({ targetShape: [classes] })`],
    [
      'in a model within',
      `tf.sequential({ layers: [tf.layers.dense({ inputShape: [84], units: classes, activation: 'softmax' })] })`,
    ],
  ])('gives logits where a softmax is at its end %s', async (name, end) => {
    const plain = await compiled(await modelModule('logits', sequential('tf.layers.flatten({ inputShape })', logits)));
    const file = await modelModule(
      `softmax-${name.replaceAll(' ', '-')}`,
      sequential('tf.layers.flatten({ inputShape })', end),
    );
    const objective = await compiled(file);
    const w = plain.initialise([4, 4]);
    expect((await objective.evaluate(w, 'train')).loss).toBeCloseTo((await plain.evaluate(w, 'train')).loss, 5);
    for (const one of [plain, objective]) one.dispose();
  });

  it('says what is wrong with a module', async () => {
    const complaint = async (name: string, text: string): Promise<unknown> => {
      await writeFile(join(folder, name), text);
      return read(join(folder, name)).catch((error: unknown) => error);
    };
    const code = 'DOF_MODEL_FILE';
    expect(await complaint('none.mjs', 'export const x = 1;')).toMatchObject({
      code,
      message: expect.stringMatching(/none\.mjs does not load: its default export must be a function/),
    });
    expect(await complaint('number.mjs', 'export default () => 7;')).toMatchObject({
      code,
      message: expect.stringMatching(/gave no tf\.LayersModel/),
    });
    expect(await complaint('half.mjs', 'export default (')).toMatchObject({ code });
    await expect(read(join(folder, 'absent.mjs'))).rejects.toMatchObject({ code });
    await expect(read(join(folder, 'plain.mjs'), { initialisation: 'random', epochs: 1 })).rejects.toMatchObject({
      code: 'DOF_BAD_OPTIONS',
      message: expect.stringMatching(/initialisation: must be drawn or saved, not "random"; unknown key "epochs"/),
    });
  });
});

describe('a tf.LayersModel from a saved-model folder', () => {
  const build = (seed: number, frozen = 1): layers.LayersModel =>
    tf.sequential({
      layers: [
        tf.layers.conv2d({
          inputShape: [...data.inputShape],
          filters: 3,
          kernelSize: 3,
          trainable: false,
          kernelInitializer: tf.initializers.constant({ value: frozen }),
        }),
        tf.layers.globalMaxPooling2d({}),
        tf.layers.dense({
          units: 4,
          kernelInitializer: tf.initializers.glorotNormal({ seed }),
          biasInitializer: 'ones',
        }),
      ],
    });

  it('starts from the saved values, or draws afresh by its initialisers and the key', async () => {
    const model = build(11);
    const folderOf = await savedModel('trained', model);
    const saved = await compiled(folderOf, { initialisation: 'saved' });
    const [kernel, bias] = model.trainableWeights.map((weight) => weight.read().dataSync());
    expect(saved.layout.segments.map(({ layer, kind }) => `${layer} ${kind}`)).toEqual([
      'dense1 kernel',
      'dense1 bias',
    ]);
    expect([...saved.initialise([1, 1])]).toEqual([...kernel, ...bias]);
    const drawn = await compiled(join(folderOf, 'model.json'));
    const w = drawn.initialise([1, 1]);
    expect(drawn.initialise([1, 1])).toEqual(w);
    expect(drawn.initialise([1, 2]).slice(0, 12)).not.toEqual(w.slice(0, 12));
    expect([...w.slice(12)]).toEqual([1, 1, 1, 1]);
    expect([...w.slice(0, 12)]).not.toEqual([...kernel]);
    // The values that are not trained are the saved ones either way.
    expect(await drawn.evaluate(w, 'train')).toEqual(await saved.evaluate(w, 'train'));
    for (const one of [saved, drawn]) one.dispose();
    model.dispose();
  });

  it('is named by what its results depend on', async () => {
    const [first, copy, trained, frozen] = [
      await savedModel('first', build(1)),
      await savedModel('copy', build(1)),
      await savedModel('otherwise-trained', build(2)),
      await savedModel('otherwise-frozen', build(1, 2)),
    ];
    const drawn = await hashOf(first);
    expect(await hashOf(copy)).toBe(drawn);
    expect(await hashOf(trained)).not.toBe(drawn);
    expect(await hashOf(frozen)).not.toBe(drawn);
    const saved = await hashOf(first, { initialisation: 'saved' });
    expect(saved).not.toBe(drawn);
    expect(await hashOf(copy, { initialisation: 'saved' })).toBe(saved);
    expect(await hashOf(trained, { initialisation: 'saved' })).not.toBe(saved);
    expect(await hashOf(first, { loss: 'mean-squared-error' })).not.toBe(drawn);
  });

  it('leaves no tensors behind', async () => {
    const path = await savedModel('tidy', build(3));
    const before = core.memory().numTensors;
    const objective = await compiled(path);
    const held = core.memory().numTensors;
    const w = objective.initialise([1, 1]);
    await objective.lossAndGradient(w, batch, new Float32Array(w.length));
    await objective.evaluate(w, 'test');
    expect(core.memory().numTensors).toBe(held);
    objective.dispose();
    expect(core.memory().numTensors).toBe(before);
  });

  it('is refused as a graph model, and where weights are missing', async () => {
    const path = join(folder, 'graph');
    await mkdir(path);
    await writeFile(join(path, 'model.json'), JSON.stringify({ format: 'graph-model', modelTopology: {} }));
    await expect(read(path)).rejects.toThrow(/graph model, whose weights cannot be trained/);
    const broken = await savedModel('broken', build(4));
    await rm(join(broken, 'weights.bin'));
    await expect(read(broken)).rejects.toMatchObject({ code: 'DOF_MODEL_FILE' });
  });
});
