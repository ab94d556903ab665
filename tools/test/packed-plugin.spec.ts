import { cpSync, lstatSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { copyDependencies } from './support/copy-dependencies.js';
import { readmeExamples } from './support/readme-example.js';
import { withOwnDependencies } from './support/own-packages.js';
import { linkDependencies, linkPackage } from './support/repository-copy.js';
import { REPOSITORY } from './support/repository-folder.js';
import { runCommand, runNode, succeed, type Outcome } from './support/run-command.js';
import { temporaryFolder } from './support/temporary-folder.js';

const TIMEOUT = 600_000;
const author = temporaryFolder();
const plugin = join(author, 'plugins', 'dof-method-stretch');
const project = temporaryFolder();
const installed = join(project, 'node_modules', '@acme', 'dof-method-stretch');

const npm = (arguments_: readonly string[], cwd: string): Promise<Outcome> => runCommand('npm', arguments_, cwd);
const dof = (...arguments_: string[]): Promise<Outcome> =>
  runNode([join('node_modules', '@dof', 'cli', 'bin', 'dof.js'), ...arguments_], project);

const experiment = (method: string): string => `
model: { name: linear, inputShape: [4, 4, 1], layers: [{ type: flatten }, { type: dense, units: 3 }] }
data: { name: synthetic, options: { classes: 3, inputShape: [4, 4, 1], train: 96, test: 30, spread: 20 } }
methods: ['random', '${method}']
degreesOfFreedom: [1, 8]
seeds: 1
training: { epochs: 2, batchSize: 16 }
`;

/** Calls the packed generator in a folder with no Nx configuration, in which npm would have installed it and dof. */
async function makePlugin(): Promise<void> {
  writeFileSync(
    join(author, 'package.json'),
    JSON.stringify({ name: 'acme', private: true, workspaces: ['plugins/*'] }),
  );
  linkDependencies(author);
  for (const { json, folder } of withOwnDependencies(['@dof/cli', '@dof/testing']))
    linkPackage(author, json.name, folder);
  await succeed(npm(['pack', '--workspace', '@dof/tools', '--pack-destination', author], REPOSITORY));
  const [tarball] = readdirSync(author).filter((name) => name.endsWith('.tgz'));
  const tools = join('node_modules', '@dof', 'tools');
  mkdirSync(join(author, tools));
  await succeed(runCommand('tar', ['-xzf', tarball, '-C', tools, '--strip-components=1'], author));
  const generate = ['g', '@dof/tools:method', 'stretch', '--scope', 'acme', '--skip-install'];
  await succeed(runNode([join('node_modules', '.bin', 'nx'), ...generate], author));
}

/** Packs the plugin and what it needs of dof, and installs that into an empty project. */
async function installPacked(): Promise<void> {
  const packs = join(project, 'packs');
  mkdirSync(packs);
  await succeed(npm(['pack', '--pack-destination', packs], plugin));
  const needed = withOwnDependencies(['@dof/cli']);
  const workspaces = needed.flatMap(({ json }) => ['--workspace', json.name]);
  await succeed(npm(['pack', '--pack-destination', packs, ...workspaces], REPOSITORY));
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'empty', private: true }));
  copyDependencies(needed, join(project, 'node_modules'));
  const tarballs = readdirSync(packs).map((name) => `./packs/${name}`);
  const quietly = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
  await succeed(npm(['install', ...quietly, ...tarballs], project));
}

describe('a plugin made outside the repository', () => {
  beforeAll(makePlugin, TIMEOUT);

  it.each(['lint', 'typecheck', 'test'])(
    'passes its own npm run %s',
    async (script) => {
      const { output } = await succeed(npm(['run', script], plugin));
      if (script === 'test') expect(output).toMatch(/Tests: +[1-9]\d* passed/);
    },
    TIMEOUT,
  );

  describe('packed and installed in an empty project', () => {
    beforeAll(installPacked, TIMEOUT);

    it('stands on packed packages alone', () => {
      for (const name of ['@dof/core', '@dof/cli', '@acme/dof-method-stretch']) {
        expect(lstatSync(join(project, 'node_modules', name)).isSymbolicLink()).toBe(false);
      }
      const files = readdirSync(installed, { recursive: true }).map(String);
      expect(files).toEqual(expect.arrayContaining(['package.json', 'README.md', join('dist', 'index.js')]));
      expect(files.filter((file) => /spec|\.ts$/.test(file) && !file.endsWith('.d.ts'))).toEqual([]);
    });

    it(
      'is listed by dof',
      async () => {
        const listed: { name: string }[] = JSON.parse((await succeed(dof('list', 'methods', '--json'))).stdout);
        expect(listed.map(({ name }) => name)).toEqual(expect.arrayContaining(['@acme/stretch', 'random']));
      },
      TIMEOUT,
    );

    it(
      'runs beside the null model',
      async () => {
        writeFileSync(join(project, 'tiny.yaml'), experiment('@acme/stretch'));
        const { stdout } = await succeed(dof('run', 'tiny.yaml', '--json'));
        const runs: { status: string; method: { name: string; options: unknown } }[] = JSON.parse(stdout).summary.runs;
        expect(runs.map(({ status, method }) => `${method.name} ${status}`).sort()).toEqual([
          '@acme/stretch finished',
          '@acme/stretch finished',
          'random finished',
          'random finished',
        ]);
        expect(runs.map(({ method }) => method.options)).toContainEqual({ scale: 1 });
      },
      TIMEOUT,
    );

    it(
      'does what its README says',
      async () => {
        const [example] = readmeExamples(readFileSync(join(installed, 'README.md'), 'utf8'));
        writeFileSync(join(project, 'example.mjs'), example);
        expect(Number((await succeed(runNode(['example.mjs'], project))).stdout)).toBeCloseTo(2, 5);
      },
      TIMEOUT,
    );

    it(
      'is suggested where its name is mistyped',
      async () => {
        writeFileSync(join(project, 'typo.yaml'), experiment('@acme/strech'));
        const { code, output } = await dof('run', 'typo.yaml');
        expect(code).toBe(2);
        expect(output).toMatch(
          /^dof: [^\n]*"@acme\/strech"[^\n]*@acme\/dof-method-strech[^\n]*did you mean @acme\/stretch[^\n]*\n$/,
        );
      },
      TIMEOUT,
    );

    it(
      'is refused in one line when written for another contract',
      async () => {
        const old = join(project, 'node_modules', 'dof-method-old');
        cpSync(installed, old, { recursive: true });
        const json = JSON.parse(readFileSync(join(old, 'package.json'), 'utf8'));
        writeFileSync(join(old, 'package.json'), JSON.stringify({ ...json, name: 'dof-method-old' }));
        const file = join(old, 'dist', 'stretch.js');
        const changed = readFileSync(file, 'utf8').replace("contractVersion: '1'", "contractVersion: '0'");
        writeFileSync(file, changed.replace("name: '@acme/stretch'", "name: 'old'"));
        writeFileSync(join(project, 'old.yaml'), experiment('old'));
        const { code, output } = await dof('run', 'old.yaml');
        expect(code).toBe(2);
        expect(output).toMatch(/^dof: method old [^\n]* contract 0[^\n]*\n$/);
      },
      TIMEOUT,
    );
  });
});
