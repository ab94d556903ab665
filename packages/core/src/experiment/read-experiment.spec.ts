import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isDofError } from '../errors/dof-error.js';
import { z } from 'zod';
import { strictObject } from '../validation/strict-object.js';
import { readExperiment } from './read-experiment.js';

const REST = 'data: mnist\ndegreesOfFreedom: [8, 32]\n';
const MINIMAL = 'model: conv-2\n' + REST;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dof-experiment-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

/** The message of the DofError that reading must end in. */
async function complaint(name: string, text: string, overrides: string[] = []): Promise<string> {
  const path = await file(name, text);
  const error: unknown = await readExperiment(path, { overrides }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isDofError(error)) throw new Error(`expected a DofError, got ${String(error)}`);
  expect(error.message).not.toContain('\n');
  return error.message;
}

describe('readExperiment', () => {
  it('fills in the defaults of the reference code', async () => {
    const experiment = await readExperiment(await file('small.yaml', MINIMAL));
    expect(experiment).toMatchObject({
      name: 'small',
      baseDirectory: folder,
      model: 'conv-2',
      data: { name: 'mnist', options: {} },
      backend: 'simd',
      methods: [{ name: 'random', options: {} }],
      degreesOfFreedom: [8, 32],
      seeds: [0, 1, 2, 3, 4],
      starts: [{ type: 'init', seed: 'run' }],
      analysis: { lossLevels: [], delta: 0.5, confidence: 0.95 },
    });
  });

  it('reads JSON and TypeScript to the same experiment as YAML', async () => {
    const yaml = await readExperiment(await file('same.yaml', MINIMAL + 'training: { epochs: 2 }\n'));
    const value = '{ "model": "conv-2", "data": "mnist", "degreesOfFreedom": [8, 32], "training": { "epochs": 2 } }';
    expect(await readExperiment(await file('same.json', value))).toEqual(yaml);
    const typed = `const epochs: number = 2;\nexport default { ...${value}, training: { epochs } };\n`;
    expect(await readExperiment(await file('same.ts', typed))).toEqual(yaml);
  });

  it('spreads a grid evenly in log d, ends included', async () => {
    const path = await file('grid.yaml', MINIMAL.replace('[8, 32]', '{ from: 8, to: 128, perOctave: 2 }'));
    expect((await readExperiment(path)).degreesOfFreedom).toEqual([8, 11, 16, 23, 32, 45, 64, 91, 128]);
  });

  it('makes one start of every burn-in length, and the initialisation of none', async () => {
    const start = 'start: [init, { type: burn-in, steps: [0, 10, 100], learningRate: 0.1 }]\n';
    const burnt = { type: 'burn-in', seed: 'run', learningRate: 0.1, momentum: 0.9, batchSize: 128 };
    expect((await readExperiment(await file('starts.yaml', MINIMAL + start))).starts).toEqual([
      { type: 'init', seed: 'run' },
      { ...burnt, steps: 10 },
      { ...burnt, steps: 100 },
    ]);
  });

  it('gives every seed the same point where all weights are from a file', async () => {
    const whole = '{ type: weights, file: net.npz, seed: 5 }';
    const start = `start: [${whole}, { type: weights, file: net.npz, except: [dense2, dense1, dense2] }]\n`;
    expect((await readExperiment(await file('weights.yaml', MINIMAL + start))).starts).toEqual([
      { type: 'weights', file: 'net.npz', seed: 0, layout: 'ours', except: [] },
      { type: 'weights', file: 'net.npz', seed: 'run', layout: 'ours', except: ['dense1', 'dense2'] },
    ]);
  });

  it.each([
    ['...yaml', 'experiment'],
    ['..a.yaml', 'a'],
    ['my first one.yaml', 'my-first-one'],
  ])('names an experiment without a name after its file %s, so that it can name a folder', async (name, expected) => {
    expect((await readExperiment(await file(name, MINIMAL))).name).toBe(expected);
  });

  it('reads a file in a directory, and names it as it was given', async () => {
    await file('inside.yaml', MINIMAL);
    const inside = await readExperiment('inside.yaml', { directory: folder });
    expect(inside).toEqual(await readExperiment(join(folder, 'inside.yaml')));
    const refused = readExperiment('inside.yaml', { directory: folder, overrides: ['seeds=0'] });
    await expect(refused).rejects.toThrow(/^inside\.yaml: --set seeds=0/);
    await expect(readExperiment('absent.yaml', { directory: folder })).rejects.toThrow(/^absent\.yaml: .*no such file/);
  });

  it('leaves sections to the packages that have them, and refuses those of none', async () => {
    const path = await file('sections.yaml', `${MINIMAL}width:\n  probes: 3\n`);
    const sections = { width: strictObject({ probes: z.int().min(2).default(8) }).prefault({}) };
    const { width } = await readExperiment(path, { sections });
    expect(width.probes).toBe(3);
    expect((await readExperiment(await file('small.yaml', MINIMAL), { sections })).width).toEqual({ probes: 8 });
    const refused = readExperiment(path, { sections, overrides: ['width.probes=1'] });
    await expect(refused).rejects.toThrow('--set width.probes=1, width.probes: must be at least 2, not 1');
    await expect(readExperiment(path)).rejects.toThrow(/line 4: unknown key "width"/);
  });

  it('names a recipe without weight decay in one way, that of old files', async () => {
    const of = async (optimizer: string) => {
      const path = await file('decay.yaml', `${MINIMAL}training: { optimizer: ${optimizer} }\n`);
      return (await readExperiment(path)).training;
    };
    expect(await of('{ name: momentum, weightDecay: 0 }')).toEqual(await of('momentum'));
    expect(await of('{ weightDecay: 0 }')).toEqual({
      optimizer: { name: 'adam', learningRate: 0.05, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
      schedule: [],
      batchSize: 128,
      epochs: 5,
    });
  });

  it('applies overrides before validation', async () => {
    const path = await file('overridden.yaml', MINIMAL);
    const experiment = await readExperiment(path, {
      overrides: ['training.epochs=2', 'data.options.train=1000', 'seeds=[5]', 'degreesOfFreedom.1=64'],
    });
    expect(experiment.training?.epochs).toBe(2);
    expect(experiment.data).toEqual({ name: 'mnist', options: { train: 1000 } });
    expect(experiment.seeds).toEqual([5]);
    expect(experiment.degreesOfFreedom).toEqual([8, 64]);
  });

  it.each([
    ['degreesOfFreedom=[0]', /degreesOfFreedom.0.*at least 1/],
    ['degreesOfFreedom=[-4]', /at least 1/],
    ['degreesOfFreedom=[2.5]', /whole number/],
    ['degreesOfFreedom=[eight]', /whole number/],
    ['degreesOfFreedom={from: 64, to: 8}', /to \(8\) must not be below from \(64\)/],
    ['seeds=0', /at least 1/],
    [
      'training.optimizer.name=adma',
      /expected adam, adamw, adam-constant-correction or momentum, not the text "adma"; did you mean adam/,
    ],
    ['training.epochs=0', /training.epochs/],
    ['traning.epochs=1', /unknown key "traning".*did you mean training/],
    ['analysis.delta=2', /analysis.delta/],
    ['start={type: burn-in}', /start.steps/],
    ['start=warm', /start: /],
    ['name=../../etc', /letters, digits/],
    ['__proto__.polluted=1', /expected path=value/],
    ['a.constructor.b=1', /expected path=value/],
    ['noequals', /expected path=value/],
    ['degreesOfFreedom.x=1', /is a list/],
  ])('refuses --set %s with a message that says why', async (override, message) => {
    expect(await complaint('refused.yaml', MINIMAL, [override])).toMatch(message);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('takes a search in place of a list of d, and asks the analysis about its level', async () => {
    const text = 'model: conv-2\ndata: mnist\nsearch: { level: 0.5, delta: 0.2 }\nanalysis: { lossLevels: [1, 0.1] }\n';
    const { search, analysis, degreesOfFreedom } = await readExperiment(await file('search.yaml', text));
    expect(search).toMatchObject({ level: 0.5, width: 1, from: 8, budget: 100, batch: 1, stopAtLevel: false });
    expect(analysis).toMatchObject({ lossLevels: [1, 0.5, 0.1], delta: 0.2, search: { level: 0.5, width: 1 } });
    expect(degreesOfFreedom).toEqual([]);
  });

  it('tells of a bad list of learning rates once', async () => {
    const overrides = ['training.optimizer.learningRate=[0.1]', 'tune.seeds=3'];
    const message = await complaint('rates.yaml', MINIMAL, overrides);
    expect(message).toMatch(/learningRate: must have at least 2 entries$/);
  });

  it('takes options of a model, in the file and on the command line', async () => {
    const path = await file('wide.yaml', 'model: { name: conv-2, options: { channels: [8, 16] } }\n' + REST);
    expect((await readExperiment(path)).model).toEqual({ name: 'conv-2', options: { channels: [8, 16] } });
    const none = await file('none.yaml', 'model: { name: conv-2, options: {} }\n' + REST);
    expect((await readExperiment(none)).model).toBe('conv-2');
    const overridden = await readExperiment(await file('plain.yaml', MINIMAL), {
      overrides: ['model.options.pool=max'],
    });
    expect(overridden.model).toEqual({ name: 'conv-2', options: { pool: 'max' } });
    const smoothed = await readExperiment(none, { overrides: ['model.labelSmoothing=0.1'] });
    expect(smoothed.model).toEqual({ name: 'conv-2', options: {}, labelSmoothing: 0.1 });
  });

  it.each([
    [
      '{ name: conv-2, channels: [8] }',
      /model: unknown key "channels" .*; if it is an option of the plugin, write options/,
    ],
    ['{ name: conv-2, options: [8] }', /model.options: expected an object, not a list/],
    ['{ name: conv-2, option: {} }', /model: unknown key "option"; did you mean options/],
    ['{ name: mine, inputShape: [4, 4, 1] }', /model.layers: is missing/],
    ['{ name: mine, inputShape: [4, 4, 1], layers: [{ type: dens }] }', /model.layers.0.type: .*did you mean dense/],
    ['{ options: {} }', /model.name: is missing/],
    ['{ file: 3 }', /model.file: expected a text, not 3/],
    [
      '3',
      /model: expected a text, or an object with the keys name, options, or an object with the keys name, inputShape/,
    ],
  ])('says of the model %s what is wrong with what was meant', async (model, message) => {
    expect(await complaint('model.yaml', `model: ${model}\n${REST}`)).toMatch(message);
  });

  it.each([
    ['search: { level: 0.5 }\ndegreesOfFreedom: [8]', /search: give degreesOfFreedom or search, not both/],
    ['seeds: 2', /degreesOfFreedom: is missing: expected a list such as .*, or search:/],
    ['search: { width: 1 }', /search.level/],
    ['search: { level: 0.5, width: 0 }', /search.width/],
    ['search: { level: 0.5, from: 64, to: 8 }', /to must not be below from/],
    ['search: { level: 0.5, stopHopeless: true }', /search.stopHopeless: needs stopAtLevel: true/],
    ['search: { level: 0.5, budgte: 3 }', /unknown key "budgte".*did you mean budget/],
  ])('refuses %s', async (lines, message) => {
    expect(await complaint('search.yaml', `model: conv-2\ndata: mnist\n${lines}\n`)).toMatch(message);
  });

  it('reports every problem at once, with path and line', async () => {
    const message = await complaint('two.yaml', 'model: conv-2\ndata: mnist\nseeds: -1\ndegreesOfFreedom: [8, 0]\n');
    expect(message).toMatch(/line 3, seeds: /);
    expect(message).toMatch(/line 4, degreesOfFreedom.1: /);
  });

  it('gives the line of a syntax error', async () => {
    expect(await complaint('syntax.yaml', 'model: conv-2\ndata: [mnist\nseeds: 1\n')).toMatch(/line \d+, column \d+/);
    expect(await complaint('syntax.json', '{ "model": "conv-2",\n "data" "mnist" }')).toMatch(/line 2/);
    expect(await complaint('syntax.ts', 'export default {')).toMatch(/does not load/);
  });

  it('refuses what is no experiment at all', async () => {
    expect(await complaint('empty.yaml', '')).toMatch(/holds no experiment: expected an object/);
    expect(await complaint('list.yaml', '- 1\n- 2\n')).toMatch(/expected an object/);
    expect(await complaint('notes.txt', 'hello')).toMatch(/expected a file ending in/);
    await expect(readExperiment(join(folder, 'absent.yaml'))).rejects.toThrow(/there is no such file/);
    await expect(readExperiment(folder + '.yaml/')).rejects.toThrow(/no such file|is a folder/);
  });

  it('does not expand aliases without bound', async () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 12; i++)
      lines.push(
        `a${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    expect(await complaint('bomb.yaml', lines.join('\n'))).toMatch(/alias/);
    const endless = 'model: { inputShape: [1, 1, 1], layers: [&a { type: residual, body: [*a] }] }\n';
    expect(await complaint('endless.yaml', endless)).toMatch(/circular/);
  });
});
