import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { strictObject } from '../validation/strict-object.js';
import { loneMethodSchema } from './experiment-schema.js';
import { readExperiment } from './read-experiment.js';
import { trainingSchemaWith } from './training-schema.js';

const TEXT = 'model: conv-2\ndata: mnist\ndegreesOfFreedom: [8, 32]\ntraining:\n  epochs: 2\n  batchSize: 16\n';
let file = '';

beforeAll(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'dof-override-')), 'e.yaml');
  await writeFile(file, TEXT);
});
afterAll(() => rm(join(file, '..'), { recursive: true }));

const complaint = (...overrides: string[]): Promise<string> =>
  readExperiment(file, { overrides }).then(
    () => 'none',
    (error: Error) => error.message,
  );

describe('the place of a mistake', () => {
  it.each([
    ['training.epochs=0', 'training.epochs: must be at least 1, not 0'],
    [
      'training.optimizer.momentum=0.9',
      'training.optimizer.name: is missing: expected adam, adamw, adam-constant-correction or momentum',
    ],
    [
      'training.optimizer=sgd',
      'training.optimizer.name: expected adam, adamw, adam-constant-correction or momentum, not the text "sgd"',
    ],
    ['training.schedule.type=linear', 'training.schedule.type: expected cosine or constant, not the text "linear"'],
    ['training.schedule={type: constant}', 'training.schedule.warmUp: is missing: expected a number'],
    ['training.optimizer={name: adam-constant-correction, weightDecay: 1}', 'unknown key "weightDecay"'],
    ['training.optimizer.weightDecay=-1', 'training.optimizer.weightDecay: must be at least 0, not -1'],
    ['training={epochs: no}', 'training.epochs: expected a number, not the text "no"'],
    ['degreesOfFreedom.1=0', 'degreesOfFreedom.1: must be a whole number of at least 1 (given: 0)'],
    ['start.steps=10', 'start.type: is missing: expected init, burn-in or weights'],
    ['start=burn-in', 'start.steps: is missing: expected a number, or a list'],
    ['traning.epochs=1', 'unknown key "traning"; did you mean training?'],
    ['search.level=1', 'search: give degreesOfFreedom or search, not both'],
    ['tune.seeds=3', 'tune: needs a list of learning rates'],
    ['training.optimizer.learningRate=[0.1]', 'training.optimizer.learningRate: must have at least 2 entries'],
    ['training.optimizer.learningRate=[0.1, 0.1]', 'training.optimizer.learningRate: must not name a rate twice'],
    ['training.optimizer.learningRate=[0.1, 0]', 'training.optimizer.learningRate.1: must be above 0'],
    ['training.optimizer.learningRate=fast', 'expected a number, or a list, not the text "fast"'],
    ['methods.0.options=1', 'methods.0.name: is missing'],
  ])('is --set %s', async (override, message) => {
    const said = await complaint(override);
    expect(said).toContain(`: --set ${override}`);
    expect(said).toContain(message);
    expect(said).not.toMatch(/line \d/);
  });

  it('is the last --set of several, and the line for what none of them touched', async () => {
    expect(await complaint('training.epochs=0', 'training.epochs=-1', 'seeds=2')).toContain(
      '--set training.epochs=-1,',
    );
    await writeFile(file, TEXT.replace('epochs: 2', 'epochs: 0'));
    const said = await complaint('training.batchSize=0');
    await writeFile(file, TEXT);
    expect(said).toContain('line 5, training.epochs: ');
    expect(said).toContain('--set training.batchSize=0, training.batchSize: ');
  });

  it.each([
    ['methods.1.name=random', /methods is a list of 0 entries: .*methods\.0 adds one/],
    ['degreesOfFreedom.5=8', /list of 2 entries: the last one is degreesOfFreedom.1, and degreesOfFreedom.2 adds one/],
    ['degreesOfFreedom.from=8', /list of 2 entries: name the entry by its number, such as degreesOfFreedom.0.from=8/],
    ['seeds=[1', /the value is not YAML/],
    ['seeds=!mine 1', /the value is not YAML/],
    ['=3', /expected path=value/],
    [' =3', /expected path=value/],
  ])('refuses %s, which fits nothing there', async (override, message) => {
    expect(await complaint(override)).toMatch(message);
  });
});

/** Such as other packages have. */
const sections = {
  prediction: strictObject({
    training: trainingSchemaWith({ name: 'momentum', learningRate: 0.05 }, 20).prefault({}),
  }).prefault({}),
  benchmark: strictObject({ null: loneMethodSchema.prefault('random') }).prefault({}),
};

describe('settings of a default', () => {
  it.each([
    ['training.optimizer.learningRate=0.001', 'training.optimizer', { name: 'adam', learningRate: 0.001, beta1: 0.9 }],
    ['training.optimizer=momentum', 'training.optimizer', { name: 'momentum', learningRate: 0.1, momentum: 0.9 }],
    [
      'prediction.training.optimizer.momentum=0.5',
      'prediction.training',
      { epochs: 20, optimizer: { name: 'momentum', learningRate: 0.05, momentum: 0.5 } },
    ],
    [
      'prediction.training.epochs=3',
      'prediction.training',
      { epochs: 3, optimizer: { name: 'momentum', learningRate: 0.05 } },
    ],
    ['methods.learningRate=0.1', 'methods.0', { name: 'random', learningRate: 0.1 }],
    ['benchmark.null.learningRate=0.1', 'benchmark.null', { name: 'random', learningRate: 0.1 }],
    ['start.seed=3', 'starts.0', { type: 'init', seed: 3 }],
    ['methods.0.name=lora', 'methods.0', { name: 'lora' }],
    [
      'training.optimizer.weightDecay=0.1',
      'training.optimizer',
      { name: 'adam', learningRate: 0.05, weightDecay: 0.1 },
    ],
    ['training.optimizer=adamw', 'training.optimizer', { name: 'adamw', learningRate: 0.05, weightDecay: 0.01 }],
    ['training.schedule.type=cosine', 'training.schedule', { type: 'cosine', to: 0, warmUp: 0 }],
    ['training.schedule={type: constant, warmUp: 9}', 'training.schedule', { type: 'constant', warmUp: 9 }],
    ['degreesOfFreedom.2=64', 'degreesOfFreedom', [8, 32, 64]],
  ])('are set by %s', async (override, path, expected) => {
    const experiment: unknown = await readExperiment(file, { overrides: [override], sections });
    const value = path.split('.').reduce((at, key) => (at as Record<string, unknown>)[key], experiment);
    expect(value).toMatchObject(expected);
  });

  it.each([
    ['[0.1, 0.02, 0.05]', 0.05, [0.02, 0.05, 0.1]],
    ['[0.4, 0.1, 0.2, 0.3]', 0.2, [0.1, 0.2, 0.3, 0.4]],
  ])('are at the middle one of the learning rates %s', async (list, middle, learningRates) => {
    const rates = `training.optimizer.learningRate=${list}`;
    const { training, tune } = await readExperiment(file, { overrides: [rates] });
    expect(training?.optimizer).toMatchObject({ name: 'adam', learningRate: middle });
    expect(tune).toEqual({ seeds: 2, learningRates });
    expect((await readExperiment(file, { overrides: [rates, 'tune.seeds=5'] })).tune?.seeds).toBe(5);
    expect(await readExperiment(file)).not.toHaveProperty('tune');
  });

  it('refuses learning rates to choose from together with a search', async () => {
    const overrides = ['training.optimizer.learningRate=[0.1, 0.2]', 'search.level=1'];
    expect(await complaint(...overrides)).toContain('search: the best learning rate is looked for at each d of a list');
  });

  it('make a list of what is one method alone', async () => {
    const { methods } = await readExperiment(file, {
      overrides: ['methods=random', 'methods.0.learningRate=0.1', 'methods.1.name=lora'],
    });
    expect(methods).toMatchObject([{ name: 'random', learningRate: 0.1 }, { name: 'lora' }]);
  });
});
