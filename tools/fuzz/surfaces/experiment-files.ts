import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { experimentSections } from '@dof/analysis';
import { canonicalJson, readExperiment } from '@dof/core';
import fc from 'fast-check';
import { hostileDocument } from '../hostile-document.js';
import { hostileText } from '../hostile-text.js';
import { mutatedBytes } from '../mutated-bytes.js';
import type { Surface } from '../surface.js';

interface ExperimentFile {
  readonly ending: 'yaml' | 'yml' | 'json';
  readonly text: Uint8Array;
  /** Values of --set. */
  readonly overrides: readonly string[];
}

const EXPERIMENTS = new URL('../../../experiments/', import.meta.url);
const right = readdirSync(EXPERIMENTS)
  .filter((name) => /\.ya?ml$/.test(name))
  .map((name): Uint8Array => readFileSync(new URL(name, EXPERIMENTS)));

const KEYS = (
  'name description model data backend methods degreesOfFreedom seeds start training evaluation analysis benchmark prediction ' +
  'options from to perOctave type steps optimizer schedule batchSize epochs learningRate lossLevels delta confidence ' +
  'null learningRates tuningSeeds inputShape layers units filters kernelSize file channels pool activation depth'
).split(' ');
const WORDS = [
  'conv-2',
  'mnist',
  'random',
  'init',
  'burn-in',
  'adam',
  'momentum',
  'dense',
  'flatten',
  'residual',
  'run',
];

/** YAML's own means of doing harm. */
const YAML_TRICKS = [
  'a: &a [*a]',
  '&a a: *a',
  'model: &m { <<: *m }',
  'a: !!js/function "function () { escaped() }"',
  'a: !!binary "AAAA"',
  'a: !!set { ? b }',
  '<<: { __proto__: { escaped: true } }',
  '__proto__: { escaped: true }',
  '? { constructor: { prototype: { escaped: true } } }\n: 1',
  '%YAML 9.9\n---\na: 1',
  'a: 1\n---\nb: 2',
  '['.repeat(5000),
  'a: '.repeat(2000),
  `{a: ${'{a: '.repeat(2000)}`,
  `- ${'- '.repeat(4000)}a`,
  `a0: &a0 [x]\n${Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}]`).join('\n')}`,
];

const text = fc.oneof(
  { weight: 4, arbitrary: mutatedBytes(right) },
  { weight: 6, arbitrary: hostileDocument(KEYS, WORDS).map((document): Uint8Array => Buffer.from(document)) },
  { weight: 1, arbitrary: fc.constantFrom(...YAML_TRICKS).map((document): Uint8Array => Buffer.from(document)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
);
const path = fc.array(fc.oneof(fc.constantFrom(...KEYS, '0', '1', '4294967295'), hostileText), {
  minLength: 1,
  maxLength: 4,
});
const override = fc.oneof(
  fc.tuple(path, hostileDocument(KEYS, WORDS)).map(([keys, value]) => `${keys.join('.')}=${value}`),
  fc.tuple(path, hostileText).map(([keys, value]) => `${keys.join('.')}=${value}`),
  hostileText,
);

/** Experiment files with the settings of the command line, up to the experiment that they make. */
export const experimentFiles: Surface<ExperimentFile> = {
  inputs: fc.record({
    ending: fc.constantFrom('yaml', 'yml', 'json'),
    text,
    overrides: fc.array(override, { maxLength: 3 }),
  }),
  async attempt({ ending, text: content, overrides }, folder) {
    const file = join(folder, `experiment.${ending}`);
    await writeFile(file, content);
    const experiment = await readExperiment(file, { overrides, sections: experimentSections });
    // Its name becomes a folder's, and all of it is recorded.
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(experiment.name))
      throw new Error(`the name ${experiment.name} gets through`);
    canonicalJson(experiment);
  },
};
