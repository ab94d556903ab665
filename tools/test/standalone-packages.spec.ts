import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { codeBlocks } from './support/documentation/code-blocks.js';
import { startLoopbackRegistry, type LoopbackRegistry } from './support/loopback-registry.js';
import { ownPackage, ownPackages, type OwnPackage } from './support/own-packages.js';
import { packPackages, type PackedPackage } from './support/pack-packages.js';
import { REPOSITORY } from './support/repository-folder.js';
import { runCommand, runNode, succeed, type Outcome } from './support/run-command.js';
import { importedModules } from './support/source-files.js';
import { temporaryFolder } from './support/temporary-folder.js';

const TIMEOUT = 900_000;
const packages = ownPackages();
const published = [...packages, ownPackage('tools')];
const titled = (list: readonly OwnPackage[]): [string, OwnPackage][] => list.map((one) => [one.json.name, one]);
const methods = packages.map(({ json }) => json.name).filter((name) => name.startsWith('@dof/methods-'));

const packs = temporaryFolder();
/** Holds what npx installs. */
const caches = temporaryFolder();
/** Holds every package of packages/, installed as by a user; nothing of this repository is near it. */
const project = temporaryFolder();
let packed: ReadonlyMap<string, PackedPackage>;
let registry: LoopbackRegistry;

const npm = (arguments_: readonly string[], cwd: string): Promise<Outcome> =>
  succeed(runCommand('npm', [...arguments_, ...registry.npmOptions], cwd));

const EXPERIMENT = `
model: { name: linear, inputShape: [4, 4, 1], layers: [{ type: flatten }, { type: dense, units: 3 }] }
data: { name: synthetic, options: { classes: 3, inputShape: [4, 4, 1], train: 96, test: 30, spread: 20 } }
methods: [random, random-mask]
degreesOfFreedom: [1, 8]
seeds: 1
training: { epochs: 2, batchSize: 16 }
`;

/** Every module that a package lets others import: `@dof/core`, `@dof/testing`, ... */
const entriesOf = ({ json }: OwnPackage): readonly string[] =>
  Object.keys(json.exports ?? {})
    .filter((entry) => !entry.endsWith('.json'))
    .map((entry) => posix.join(json.name, entry));

beforeAll(async () => {
  packed = new Map((await packPackages(packs, published)).map((one) => [one.json.name, one]));
  registry = await startLoopbackRegistry([...packed.values()]);
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'empty', private: true }));
  // Install steps are left to the global installation below: tfjs-node's fetches a library of 100 MB where it can.
  const names = packages.map(({ json }) => json.name);
  await npm(['install', '--ignore-scripts', ...names], project);
}, TIMEOUT);

afterAll(() => registry.close());

describe.each(titled(published))('%s, packed', (name, one) => {
  it('has all that it names, its licence and its README', () => {
    const entries = Object.values(one.json.exports ?? {}).flatMap((entry) =>
      typeof entry === 'string' ? [entry] : [entry.types, entry.default],
    );
    const named = [...entries, ...Object.values(one.json.bin ?? {})].map((path) => posix.normalize(path));
    expect(packed.get(name)?.files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json', ...named]));
    expect(one.json).toMatchObject({ license: 'MIT' });
    expect(readFileSync(join(one.folder, 'LICENSE'), 'utf8')).toBe(readFileSync(join(REPOSITORY, 'LICENSE'), 'utf8'));
  });

  it('has no tests, build records or sources that are compiled', () => {
    const unwanted = /(^|\/)(test|bench|out-tsc|build|coverage|node_modules)\/|\.spec\.|tsbuildinfo|(?<!\.d)\.m?ts$/;
    // Files that the generator fills in are no tests of the package itself.
    const generated = /\.template$/;
    expect(packed.get(name)?.files.filter((file) => unwanted.test(file) && !generated.test(file))).toEqual([]);
  });

  it('imports only files that are packed and packages that it depends on', () => {
    const { files } = packed.get(name)!;
    const { dependencies, peerDependencies, optionalDependencies } = one.json;
    const declared = { ...dependencies, ...peerDependencies, ...optionalDependencies };
    const missing = files
      .filter((file) => /\.m?js$/.test(file))
      .flatMap((file) =>
        importedModules(readFileSync(join(one.folder, file), 'utf8'))
          .filter((module) => {
            if (module.startsWith('.')) return !files.includes(posix.join(posix.dirname(file), module));
            const [, dependency] = /^((?:@[^/]+\/)?[^/]+)/.exec(module)!;
            return !(
              dependency in declared ||
              dependency === name ||
              builtinModules.includes(dependency) ||
              module.startsWith('node:')
            );
          })
          .map((module) => `${file}: ${module}`),
      );
    expect(missing).toEqual([]);
  });
});

describe('installed in an empty project', () => {
  /** Export names by entry, once imported and once required; the codes of deep imports, by module. */
  let found: {
    readonly imported: Readonly<Record<string, readonly string[]>>;
    readonly required: Readonly<Record<string, readonly string[]>>;
    readonly refused: Readonly<Record<string, string>>;
  };
  const entries = packages.flatMap(entriesOf);

  beforeAll(async () => {
    const inside = packages.map(({ json }) => {
      const exported = JSON.stringify(json.exports);
      const file = packed.get(json.name)!.files.find((path) => /^dist\/.*\.js$/.test(path) && !exported.includes(path));
      return `${json.name}/${file}`;
    });
    writeFileSync(
      join(project, 'look.mjs'),
      `import { createRequire } from 'node:module';
      const require = createRequire(import.meta.url);
      const found = { imported: {}, required: {}, refused: {} };
      for (const entry of ${JSON.stringify(entries)}) found.imported[entry] = Object.keys(await import(entry));
      for (const entry of ${JSON.stringify(entries)}) found.required[entry] = Object.keys(require(entry));
      for (const file of ${JSON.stringify(inside)}) {
        found.refused[file] = await import(file).then(() => 'imported', (error) => error.code);
      }
      console.log(JSON.stringify(found));`,
    );
    found = JSON.parse((await succeed(runNode(['look.mjs'], project))).stdout);
  }, TIMEOUT);

  it.each(entries)('%s is imported, and required from CommonJS, with the same exports', (entry) => {
    const { imported, required } = found;
    expect(imported[entry]).not.toEqual([]);
    const named = (keys: readonly string[]): string[] => keys.filter((key) => key !== '__esModule').sort();
    expect(named(required[entry])).toEqual(named(imported[entry]));
  });

  it(
    'is required by a program that is CommonJS from its first line',
    async () => {
      const lines = entries.map((entry) => `if (Object.keys(require('${entry}')).length === 0) throw '${entry}';`);
      writeFileSync(join(project, 'all.cjs'), lines.join('\n'));
      await succeed(runNode(['all.cjs'], project));
    },
    TIMEOUT,
  );

  it.each(entries)(
    '%s may be the first of ours that a program imports',
    async (entry) => {
      await succeed(runNode(['--input-type=module', '--eval', `await import('${entry}');`], project));
    },
    TIMEOUT,
  );

  it('keeps its insides to itself', () => {
    expect(Object.keys(found.refused)).toHaveLength(packages.length);
    expect(new Set(Object.values(found.refused))).toEqual(new Set(['ERR_PACKAGE_PATH_NOT_EXPORTED']));
  });

  it.each(titled(packages))(
    '%s is a sound package by the rules of publint',
    async (name) => {
      const pkgDir = join(project, 'node_modules', name);
      const { messages, pkg } = await publint({ pkgDir, pack: false, level: 'warning' });
      expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
    },
    TIMEOUT,
  );

  it(
    'has types for ESM and CommonJS that resolve, and are sound without skipLibCheck',
    async () => {
      const types = join(project, 'node_modules', '@types');
      mkdirSync(types, { recursive: true });
      try {
        symlinkSync(join(REPOSITORY, 'node_modules', '@types', 'node'), join(types, 'node'));
      } catch {
        // It is there: a dependency brought it.
      }
      const consumers = {
        'consumer.mts': (entry: string, i: number) => `import * as entry${i} from '${entry}';`,
        'consumer.cts': (entry: string, i: number) => `import entry${i} = require('${entry}');`,
      };
      const uses = entries.map((_entry, i) => `export type Names${i} = keyof typeof entry${i};`);
      const example = `import { parseExperiment, runExperiment, type ExperimentEvent } from '@dof/core';
        export const types: ExperimentEvent['type'][] = [];
        runExperiment(parseExperiment({}, { source: '', defaultName: '', baseDirectory: '' })).subscribe((event) => {
          types.push(event.type);
          // @ts-expect-error: types are there, so a wrong one is refused
          const wrong: number = event.type;
        });`;
      for (const [file, imports] of Object.entries(consumers)) {
        writeFileSync(join(project, file), [...entries.map(imports), ...uses, example].join('\n'));
      }
      const tsc = join(REPOSITORY, 'node_modules', 'typescript', 'bin', 'tsc');
      const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--types', 'node'];
      const { code, output } = await runNode([tsc, ...options, ...Object.keys(consumers)], project);
      const errors = output.split('\n').filter((line) => line.includes('error TS'));
      // What third parties declare is theirs to mend.
      expect(errors.filter((line) => !/^(\.\.\/)*node_modules\/(?!@dof\/)/.test(line))).toEqual([]);
      expect(code === 0 || errors.length > 0).toBe(true);
    },
    TIMEOUT,
  );

  /** The first example of a README; none where the README says what it needs that is not here. */
  const firstExample = (folder: string): string | undefined =>
    codeBlocks(readFileSync(join(folder, 'README.md'), 'utf8')).find(
      ({ language, notRun = 'tested from packed packages' }) =>
        /^(js|ts)$/.test(language) && notRun === 'tested from packed packages',
    )?.code;

  it.each(titled(packages.filter(({ folder }) => firstExample(folder))))(
    '%s does what the first example of its README says',
    async (name) => {
      const example = firstExample(join(project, 'node_modules', name))!;
      const file = `example-${name.replace('@dof/', '')}.mjs`;
      writeFileSync(join(project, file), example);
      await succeed(runNode([file], project));
    },
    TIMEOUT,
  );

  it(
    'is run by npx',
    async () => {
      const { stdout } = await succeed(
        runCommand('npx', ['--no-install', 'dof', 'list', 'methods', '--json'], project),
      );
      expectAllMethods(stdout);
    },
    TIMEOUT,
  );
});

describe('the dof command, installed by its own name alone', () => {
  const nothing = temporaryFolder();
  const prefix = temporaryFolder();
  const elsewhere = temporaryFolder();
  const dof = (...arguments_: string[]): Promise<Outcome> =>
    succeed(runCommand(join(prefix, 'bin', 'dof'), arguments_, elsewhere));

  beforeAll(() => npm(['install', '--global', '--prefix', prefix, '@dof/cli'], elsewhere), TIMEOUT);

  it('builds its kernels when installed, or says why not', async () => {
    const { stdout } = await dof('doctor');
    expect(stdout).toMatch(/engine +simd/);
    const record = join(prefix, 'lib/node_modules/@dof/cli/node_modules/@dof/backend-simd/build/dof-kernels.json');
    expect(JSON.parse(readFileSync(record, 'utf8'))).toHaveProperty('sources');
  });

  it('lists every method of ours from any folder', async () => {
    expectAllMethods((await dof('list', 'methods', '--json')).stdout);
  });

  it(
    'runs an experiment in any folder',
    async () => {
      writeFileSync(join(elsewhere, 'tiny.yaml'), EXPERIMENT);
      const { summary, complete } = JSON.parse((await dof('run', 'tiny.yaml', '--json')).stdout);
      expect(complete).toBe(true);
      expect(summary.runs).toHaveLength(4);
    },
    TIMEOUT,
  );

  it(
    'is fetched and run by npx where nothing is installed',
    async () => {
      // A cache of its own for what npx installs, with the downloads of the usual one.
      const cache = temporaryCache(
        (await succeed(runCommand('npm', ['config', 'get', 'cache'], elsewhere))).stdout.trim(),
      );
      const options = ['--yes', '--cache', cache, '--ignore-scripts', ...registry.npmOptions];
      const { stdout } = await succeed(
        runCommand('npx', [...options, '@dof/cli', 'list', 'methods', '--json'], nothing),
      );
      expectAllMethods(stdout);
    },
    TIMEOUT,
  );
});

function temporaryCache(usual: string): string {
  symlinkSync(join(usual, '_cacache'), join(caches, '_cacache'));
  return caches;
}

/** All packages of methods bring one of their own name, and all of them are there. */
function expectAllMethods(listed: string): void {
  const names = (JSON.parse(listed) as { name: string }[]).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(methods.map((name) => name.replace('@dof/methods-', ''))));
}
