import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { runInProcess } from '../../../test/run-in-process.js';

const REPOSITORY = fileURLToPath(new URL('../../../../../', import.meta.url));
const EXPERIMENTS = join(REPOSITORY, 'experiments');
const files = [
  ...readdirSync(EXPERIMENTS, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(EXPERIMENTS, name)),
  ...readdirSync(join(REPOSITORY, 'packages'))
    .filter((name) => name.startsWith('methods-') && name !== 'methods-random')
    .map((name) => join(REPOSITORY, 'packages', name, 'benchmark.yaml')),
];

let isValid: ValidateFunction;
let schema: Readonly<Record<string, unknown>>;
beforeAll(async () => {
  const { code, terminal } = await runInProcess(['schema'], { workingDirectory: '/' });
  expect(code).toBe(0);
  schema = JSON.parse(terminal.output());
  isValid = new Ajv2020({ strict: false }).compile(schema);
});

const complaint = (document: unknown) => (isValid(document) ? 'none' : JSON.stringify(isValid.errors));
const SMALL = { model: 'conv-2', data: 'mnist', degreesOfFreedom: [8] };

describe('dof schema', () => {
  it.each(files)('accepts %s', (file) => {
    expect(complaint(parse(readFileSync(file, 'utf8')))).toBe('none');
  });

  it.each([
    {},
    { degreesOfFreedom: { from: 8, to: 64 } },
    { start: 'init' },
    { start: { seed: 3 } },
    { start: ['init', { type: 'burn-in', steps: [5, 10] }] },
    { training: { optimizer: 'momentum', schedule: [{ step: 10, learningRate: 0.01 }] } },
    { training: { optimizer: { name: 'adamw', weightDecay: 0.1 }, schedule: { type: 'cosine', warmUp: 5 } } },
    { training: { optimizer: { name: 'momentum', weightDecay: 0.1 }, schedule: { type: 'constant', warmUp: 5 } } },
    { training: { optimizer: { learningRate: 0.1 } } },
    { training: { optimizer: { name: 'momentum', momentum: 0.5 } } },
    { methods: ['random', { name: './mine.mjs', options: { anything: [1, { b: null }] }, learningRate: 0.1 }] },
    { methods: { options: { projection: 'sparse' } } },
    { model: { name: 'mine', inputShape: [4, 4, 1], layers: [{ type: 'flatten' }, { type: 'dense', units: 3 }] } },
    { model: { file: './model.json' } },
    { seeds: [3, 5] },
    { training: { optimizer: { learningRate: [0.1, 0.2] } }, tune: { seeds: 3 } },
    { benchmark: { null: 'random-mask', learningRates: [0.1, 0.01] }, prediction: { training: { optimizer: 'adam' } } },
  ])('accepts %j', (part) => {
    expect(complaint({ ...SMALL, ...part })).toBe('none');
  });

  it.each([
    { traning: {} },
    { methods: { name: 'random', training: { optimizer: { learningRate: [0.1, 0.2] } } } },
    { degreesOfFreedom: ['eight'] },
    { start: { type: 'burn-in' } },
    { training: { optimizer: 'sgd' } },
    { training: { schedule: { type: 'linear' } } },
    { training: { optimizer: { momentum: 2, name: 'momentum' } } },
    { model: { inputShape: [4, 4], layers: [] } },
    { model: { inputShape: [4, 4, 1], layers: [{ type: 'dense' }] } },
    { analysis: { delta: 2 } },
    { benchmark: { learningRate: [0.1] } },
  ])('refuses %j', (part) => {
    expect(complaint({ ...SMALL, ...part })).not.toBe('none');
  });

  it('says of every key what it means', () => {
    const silent: string[] = [];
    const visit = (at: unknown, path: string): void => {
      if (typeof at !== 'object' || at === null) return;
      for (const [key, value] of Object.entries(at)) {
        const inside = `${path}.${key}`;
        if (path.endsWith('properties') && !hasWords(value)) silent.push(inside);
        visit(value, inside);
      }
    };
    visit(schema, '');
    expect(silent).toEqual([]);
  });
});

/** What tells alternatives apart needs no words: it is a constant. */
function hasWords(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('description' in value || 'const' in value);
}
