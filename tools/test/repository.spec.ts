import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { benchmarkSettings } from '@dof/analysis';
import { ERROR_CODES, readExperiment } from '@dof/core';
import { describe, expect, it } from '@jest/globals';
import { errorCodesDocument } from '../documents/error-codes-document.mjs';
import { importCircles } from './support/import-circles.js';
import { ownPackage, ownPackages, type OwnPackage } from './support/own-packages.js';
import { readmeExamples } from './support/readme-example.js';
import { REPOSITORY } from './support/repository-folder.js';
import { runNode, succeed } from './support/run-command.js';
import { importedModules, sourceFiles } from './support/source-files.js';

const TIMEOUT = 600_000;
/** What every other method is compared with, by itself. */
const NULL_MODEL = 'random';

const packages = [...ownPackages(), ownPackage('tools')];
const byName = new Map(packages.map((one) => [one.json.name, one]));
const titled = packages.map((one): [string, OwnPackage] => [one.json.name, one]);
const methods = packages
  .filter(({ json }) => json.name.startsWith('@dof/methods-'))
  .map((one): [string, OwnPackage] => [one.json.name.replace('@dof/methods-', ''), one]);

/** What a package exports, as built: jest takes `@dof/core` for its sources, which worker threads cannot load. */
const entryPoints = new Set(
  packages.flatMap(({ folder, json }) =>
    Object.values(json.exports ?? {}).map((entry) => join(folder, typeof entry === 'string' ? entry : entry.default)),
  ),
);

const text = (file: string): string => readFileSync(file, 'utf8');
const readme = ({ folder }: OwnPackage): string => text(join(folder, 'README.md'));
const specs = ({ folder }: OwnPackage): readonly string[] =>
  sourceFiles(folder).filter((file) => file.endsWith('.spec.ts'));

describe.each(titled)('%s', (name, one) => {
  it('says what may be imported, what is published, and what kind of package it is', () => {
    expect(one.json.exports).toMatchObject({ '.': expect.anything(), './package.json': './package.json' });
    expect(one.json.files?.length).toBeGreaterThan(0);
    expect(one.json.nx?.tags).toEqual([expect.stringMatching(/^scope:[a-z]+$/)]);
    expect(one.json.nx?.targets).toMatchObject({
      build: expect.anything(),
      typecheck: expect.anything(),
      test: expect.anything(),
      lint: expect.anything(),
    });
  });

  it('has no files that import each other in a circle, and no folder with one file', () => {
    const files = sourceFiles(one.folder).filter((file) => relative(one.folder, file).startsWith(`src${sep}`));
    const named = importCircles(files).map((circle) => circle.map((file) => relative(one.folder, file)).join(' > '));
    expect(named).toEqual([]);
    const byFolder = new Map<string, number>();
    for (const file of files.filter((path) => !path.endsWith('.spec.ts'))) {
      for (let folder = dirname(file); folder.length > one.folder.length + 4; folder = dirname(folder)) {
        byFolder.set(folder, (byFolder.get(folder) ?? 0) + 1);
      }
    }
    const lonely = [...byFolder].filter(([, count]) => count === 1).map(([folder]) => relative(one.folder, folder));
    expect(lonely).toEqual([]);
  });

  it('has a README with an example', () => {
    expect(readme(one)).toContain(`# ${name}\n`);
    expect(readme(one)).toMatch(/^```(js|ts|sh|yaml)$/m);
  });

  it('is tested', () => {
    expect(specs(one)).not.toEqual([]);
  });

  it('is built with the repository', () => {
    const { references } = JSON.parse(text(join(REPOSITORY, 'tsconfig.json')));
    expect(references).toContainEqual({ path: `./${one.root}` });
  });

  it('imports what other packages export, and nothing of their insides', () => {
    const wrong = sourceFiles(one.folder).flatMap((file) =>
      importedModules(text(file))
        .filter((module) => !mayImport(one, file, module))
        .map((module) => `${relative(REPOSITORY, file)}: ${module}`),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps its files short, and says in its index what it exports', () => {
    for (const file of sourceFiles(one.folder).filter((name) => !name.endsWith('.spec.ts'))) {
      const lines = text(file).split('\n').length - 1;
      if (lines > 300) throw new Error(`${relative(REPOSITORY, file)} has ${lines} lines, more than 300`);
    }
    expect(text(join(one.folder, 'src', 'index.ts'))).not.toMatch(/^export (\*|default)/m);
  });

  it('leaves nothing undone, unchecked or switched off', () => {
    // In pieces, so that this file does not hold what it looks for.
    const marks = ['\\bTO' + 'DO\\b', '\\bFIX' + 'ME\\b', 'eslint-' + 'disable', '@ts-' + 'ignore', '@ts-' + 'nocheck'];
    // Tests that need a server or a browser choose between running and skipping.
    const tests = [
      '(?<!\\? describe : |\\(name, tests\\) => )\\b(it|test|describe)\\.' + '(only|skip|todo|failing)\\b',
      '\\bx' + '(it|describe)\\(',
    ];
    const unwanted = new RegExp([...marks, ...tests].join('|'));
    const found = [...sourceFiles(one.folder), join(one.folder, 'README.md')].filter((file) =>
      unwanted.test(text(file)),
    );
    expect(found).toEqual([]);
  });
});

describe.each(methods)('the method %s', (name, one) => {
  it('is under contract', () => {
    const calls = specs(one).filter((file) => /^methodContract\(/m.test(text(file)));
    expect(calls).not.toEqual([]);
  });

  it(
    'is documented by an example that runs',
    async () => {
      const examples = readmeExamples(readme(one)).filter((code) => code.includes(`from '${one.json.name}'`));
      expect(examples).not.toEqual([]);
      for (const code of examples) {
        await succeed(runNode(['--input-type=module', '--eval', code], one.folder));
      }
    },
    TIMEOUT,
  );

  if (name !== NULL_MODEL) {
    it('is benchmarked beside the null model, with seeds enough to tell a difference', async () => {
      expect(one.json.nx?.targets).toHaveProperty('benchmark');
      const experiment = await readExperiment('benchmark.yaml', {
        directory: one.folder,
        sections: { benchmark: benchmarkSettings },
      });
      expect(experiment.methods.map((method) => method.name)).toContain(name);
      expect(experiment.benchmark.null.name).toBe(NULL_MODEL);
      expect(experiment.seeds.length).toBeGreaterThanOrEqual(8);
    });
  }
});

describe('the dof command', () => {
  it(
    'lists every method of the repository by its name',
    async () => {
      const { stdout } = await succeed(runNode(['packages/cli/bin/dof.js', 'list', 'methods', '--json'], REPOSITORY));
      const listed: { name: string }[] = JSON.parse(stdout);
      expect(listed.map((method) => method.name)).toEqual(expect.arrayContaining(methods.map(([name]) => name)));
      expect(methods.map(([name]) => name)).toContain(NULL_MODEL);
    },
    TIMEOUT,
  );
});

function mayImport(one: OwnPackage, file: string, module: string): boolean {
  if (module.startsWith('.')) {
    const target = resolve(dirname(file), module);
    return target.startsWith(one.folder + sep) || entryPoints.has(target);
  }
  const [, name, inside] = /^(@dof\/[^/]+)(\/.*)?$/.exec(module) ?? [];
  if (name === undefined) return true;
  const other = byName.get(name);
  return other !== undefined && `.${inside ?? ''}` in (other.json.exports ?? {}) && existsSync(other.folder);
}

describe('the tables of docs/experiment-files.md', () => {
  it(
    'are what the schema says',
    async () => {
      await succeed(runNode([join(REPOSITORY, 'tools/documents/experiment-files.mjs'), '--check'], REPOSITORY));
    },
    TIMEOUT,
  );
});

describe('error codes', () => {
  it('are listed in docs/error-codes.md as in @dof/core', () => {
    expect(text(join(REPOSITORY, 'docs/error-codes.md'))).toBe(errorCodesDocument(ERROR_CODES));
  });

  it('are all in use', () => {
    const sources = packages
      .flatMap(({ folder }) => sourceFiles(folder))
      .filter((file) => file.endsWith('.ts') && !/\.spec\.ts$|error-codes\.ts$/.test(file))
      .map(text)
      .join('\n');
    const kinds = ['METHOD', 'MODEL', 'DATASET', 'BACKEND', 'FORMAT'].map((kind) => `DOF_UNKNOWN_${kind}`);
    const unused = Object.keys(ERROR_CODES).filter((code) => !sources.includes(`'${code}'`) && !kinds.includes(code));
    expect(unused).toEqual([]);
  });
});
