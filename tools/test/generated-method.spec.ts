import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readmeExamples } from './support/readme-example.js';
import { copyRepository, linkPackage } from './support/repository-copy.js';
import { REPOSITORY } from './support/repository-folder.js';
import { runNode, succeed, type Outcome } from './support/run-command.js';
import { temporaryFolder } from './support/temporary-folder.js';

// Half a minute together on two free cores; whoever shares them with other work waits longer.
const TIMEOUT = 600_000;
const workspace = temporaryFolder();
const root = 'packages/methods-my-method';

const nx = (...arguments_: string[]): Promise<Outcome> => runNode(['node_modules/.bin/nx', ...arguments_], workspace);
const dof = (...arguments_: string[]): Promise<Outcome> =>
  runNode(['packages/cli/bin/dof.js', ...arguments_], workspace);

const LOCKFILE = join(workspace, 'package-lock.json');
/** What Nx keeps results under, of every task of the usual targets. */
let before: Readonly<Record<string, string>>;
async function taskHashes(): Promise<Readonly<Record<string, string>>> {
  const script = join(REPOSITORY, 'tools/test/support/task-hashes.mjs');
  return JSON.parse((await succeed(runNode([script, 'build', 'lint', 'test', 'benchmark'], workspace))).stdout);
}

/** Changes the lockfile as npm does, for as long as `work` takes. */
async function withLockfile(change: (packages: LockedPackages) => void, work: () => Promise<void>): Promise<void> {
  const text = readFileSync(LOCKFILE, 'utf8');
  const lock = JSON.parse(text);
  change(lock.packages);
  writeFileSync(LOCKFILE, JSON.stringify(lock, undefined, 2));
  try {
    await work();
  } finally {
    writeFileSync(LOCKFILE, text);
  }
}

type LockedPackages = Record<string, Readonly<Record<string, unknown>>>;

/** A method generated into a copy of this repository, by the command that the README names. */
describe('a generated method', () => {
  beforeAll(async () => {
    copyRepository(workspace);
    before = await taskHashes();
    const description = "a method that's new";
    await succeed(nx('g', '@dof/tools:method', 'my-method', '--description', description, '--skip-install'));
    linkPackage(workspace, '@dof/methods-my-method', join(workspace, root));
  }, TIMEOUT);

  it(
    'leaves all that Nx keeps of other packages usable, until a dependency really changes',
    async () => {
      const install = (packages: LockedPackages) => {
        const { version, dependencies } = JSON.parse(readFileSync(join(workspace, root, 'package.json'), 'utf8'));
        packages['node_modules/@dof/methods-my-method'] = { resolved: root, link: true };
        packages[root] = { name: '@dof/methods-my-method', version, dependencies };
      };
      await withLockfile(install, async () => {
        const after = await taskHashes();
        expect(Object.keys(after)).toContain('@dof/methods-my-method:benchmark');
        const changed = Object.keys(before).filter((task) => after[task] !== before[task]);
        // The tests of the tools are about all packages.
        expect(changed.filter((task) => !task.startsWith('@dof/tools:'))).toEqual([]);
        expect(Object.keys(before)).toContain('@dof/methods-lora:benchmark');
      });
      const upgrade = (packages: LockedPackages) => {
        packages['node_modules/zod'] = {
          ...packages['node_modules/zod'],
          version: '99.0.0',
          integrity: 'sha512-other',
        };
      };
      await withLockfile(upgrade, async () => {
        const after = await taskHashes();
        expect(Object.keys(before).filter((task) => after[task] === before[task])).toEqual([]);
      });
    },
    TIMEOUT,
  );

  it(
    'builds, lints, has sound types and keeps the method contract',
    async () => {
      const targets = ['-t', 'build,typecheck,lint,test', '-p', '@dof/methods-my-method', '--output-style=static'];
      const { output } = await succeed(nx('run-many', ...targets));
      expect(output).toMatch(/PASS .*method-contract\.spec\.ts/);
      expect(output).toMatch(/Tests: +[1-9]\d+ passed/);
      expect(existsSync(join(workspace, root, 'dist', 'index.js'))).toBe(true);
    },
    TIMEOUT,
  );

  it(
    'is listed by dof, with its option',
    async () => {
      const listed = JSON.parse((await succeed(dof('list', 'methods', '--json'))).stdout);
      expect(listed).toContainEqual({
        name: 'my-method',
        version: '1',
        description: "a method that's new",
        options: expect.objectContaining({ properties: { scale: expect.objectContaining({ default: 1 }) } }),
      });
    },
    TIMEOUT,
  );

  it(
    'is written as the repository is formatted',
    async () => {
      await succeed(
        runNode([join('node_modules', 'prettier', 'bin', 'prettier.cjs'), '--check', root, 'tsconfig.json'], workspace),
      );
    },
    TIMEOUT,
  );

  it(
    'does what its README says',
    async () => {
      const [example] = readmeExamples(readFileSync(join(workspace, root, 'README.md'), 'utf8'));
      const file = join(workspace, root, 'example.mjs');
      writeFileSync(file, example);
      expect(Number((await succeed(runNode([file], workspace))).stdout)).toBeCloseTo(2, 5);
    },
    TIMEOUT,
  );

  it(
    'is benchmarked by the target that every method has',
    async () => {
      const project = JSON.parse((await succeed(nx('show', 'project', '@dof/methods-my-method', '--json'))).stdout);
      const common = JSON.parse(readFileSync(join(REPOSITORY, 'nx.json'), 'utf8')).targetDefaults.benchmark;
      expect(project.targets.benchmark).toMatchObject({ executor: common.executor, cache: true, parallelism: false });
      expect(project.targets.benchmark.options.command).toContain('benchmark.yaml');
      const smaller = [
        'data.options.train=256',
        'data.options.test=64',
        'training.epochs=1',
        'degreesOfFreedom=[2]',
        'seeds=1',
      ];
      const settings = [...smaller, 'benchmark.learningRates=[]'].flatMap((setting) => ['--set', setting]);
      const { stdout } = await succeed(dof('benchmark', `${root}/benchmark.yaml`, '--json', ...settings));
      expect(stdout).toMatch(/"random"[\s\S]*"my-method"/);
    },
    TIMEOUT,
  );
});
