import { beforeEach, describe, expect, it } from '@jest/globals';
import { readJson, writeJson, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { methodGenerator } from '@dof/tools';

let tree: Tree;

beforeEach(() => {
  tree = createTreeWithEmptyWorkspace({ formatter: 'none' });
  writeJson(tree, 'package.json', { name: 'acme', workspaces: ['libs/*'] });
});

function asDofRepository(): void {
  writeJson(tree, 'package.json', { name: '@dof/source', workspaces: ['packages/*'] });
  writeJson(tree, 'packages/core/package.json', { name: '@dof/core' });
  writeJson(tree, 'tsconfig.json', { files: [], references: [{ path: './packages/core' }] });
}

const created = (): string[] =>
  tree
    .listChanges()
    .map(({ path }) => path)
    .sort();

describe('in the repository of dof', () => {
  beforeEach(asDofRepository);

  it('makes a package of its own, which the root builds', async () => {
    await methodGenerator(tree, { name: 'my-method', description: "what it's for" });
    expect(readJson(tree, 'packages/methods-my-method/package.json')).toMatchObject({
      name: '@dof/methods-my-method',
      description: "what it's for",
      peerDependencies: { '@dof/core': expect.any(String) },
      nx: { tags: ['scope:method'], targets: { build: {}, typecheck: {}, test: {}, lint: {}, benchmark: {} } },
    });
    expect(readJson(tree, 'tsconfig.json').references).toEqual([
      { path: './packages/core' },
      { path: './packages/methods-my-method' },
    ]);
    expect(tree.read('packages/methods-my-method/src/my-method.ts', 'utf8')).toContain(
      'contractVersion: CONTRACT_VERSION',
    );
  });

  it.each(['scope', 'directory'])('says what --%s is for', async (option) => {
    await expect(methodGenerator(tree, { name: 'foo', [option]: 'acme' })).rejects.toThrow(/add --plugin$/);
  });

  it('makes a plugin when told to', async () => {
    await methodGenerator(tree, { name: 'foo', plugin: true });
    expect(readJson(tree, 'packages/dof-method-foo/package.json').name).toBe('dof-method-foo');
    expect(readJson(tree, 'tsconfig.json').references).toHaveLength(1);
  });
});

describe('in any other workspace', () => {
  it('makes a plugin that stands alone, where the workspaces are', async () => {
    await methodGenerator(tree, { name: 'my-method' });
    const plugin = readJson(tree, 'libs/dof-method-my-method/package.json');
    expect(plugin.name).toBe('dof-method-my-method');
    expect(plugin.nx).toBeUndefined();
    expect(Object.keys(plugin.peerDependencies)).toEqual(['@dof/core']);
    expect(Object.keys(plugin.scripts)).toEqual(
      expect.arrayContaining(['build', 'typecheck', 'lint', 'test', 'benchmark']),
    );
    const written = created().filter((path) => path.startsWith('libs/'));
    for (const path of written) {
      expect(path).not.toMatch(/template|__/);
      expect(tree.read(path, 'utf8')).not.toMatch(/<%|undefined|\.\.\/\.\./);
    }
    expect(tree.read('libs/dof-method-my-method/src/my-method.ts', 'utf8')).toContain("contractVersion: '1'");
  });

  it('calls a scoped plugin by its scope', async () => {
    await methodGenerator(tree, { name: 'foo', scope: 'acme', directory: 'plugins/foo' });
    expect(readJson(tree, 'plugins/foo/package.json').name).toBe('@acme/dof-method-foo');
    expect(tree.read('plugins/foo/src/foo.ts', 'utf8')).toContain("name: '@acme/foo'");
    expect(tree.read('plugins/foo/benchmark.yaml', 'utf8')).toContain("methods: ['@acme/foo']");
  });

  it.each<[unknown, string, unknown]>([
    [['libs/*'], 'libs/foo', ['libs/*']],
    [['libs/*'], 'libs/deep/foo', ['libs/*', 'libs/deep/foo']],
    [['libs/**'], 'libs/deep/foo', ['libs/**']],
    [['apps'], 'libs/foo', ['apps', 'libs/foo']],
    [{ packages: ['apps/*'] }, 'foo', { packages: ['apps/*', 'foo'] }],
    [undefined, 'foo', undefined],
  ])('lets npm see it: workspaces %j, directory %s', async (workspaces, directory, expected) => {
    writeJson(tree, 'package.json', { name: 'acme', workspaces });
    await methodGenerator(tree, { name: 'foo', directory });
    expect(readJson(tree, 'package.json').workspaces).toEqual(expected);
  });

  it('goes below the root where there are no workspaces, or no package.json', async () => {
    tree.delete('package.json');
    await methodGenerator(tree, { name: 'foo' });
    expect(tree.exists('dof-method-foo/package.json')).toBe(true);
    expect(tree.exists('package.json')).toBe(false);
  });

  it.each(['.', '..', '../foo', '/tmp/foo', 'a/../..', 'C:/foo', '..\\foo'])(
    'refuses the directory %s',
    async (directory) => {
      await expect(methodGenerator(tree, { name: 'foo', directory })).rejects.toThrow(/must be a folder below/);
    },
  );

  it('overwrites nothing', async () => {
    tree.write('libs/dof-method-foo/notes.txt', 'mine');
    const before = created();
    await expect(methodGenerator(tree, { name: 'foo' })).rejects.toThrow(/^libs\/dof-method-foo is there already/);
    expect(created()).toEqual(before);
  });

  it('refuses the name of a method that would be found in its place', async () => {
    tree.write('node_modules/@dof/methods-lora/package.json', '{}');
    for (const name of ['random', 'lora']) {
      await expect(methodGenerator(tree, { name })).rejects.toThrow(/method of dof itself/);
    }
    await methodGenerator(tree, { name: 'random', scope: 'acme' });
    expect(tree.exists('libs/dof-method-random/package.json')).toBe(true);
  });

  it.each(['', 'two\nlines'])('refuses the description %j', async (description) => {
    await expect(methodGenerator(tree, { name: 'foo', description })).rejects.toThrow(/one line/);
  });

  it('does not pretend to be the repository of dof', async () => {
    await expect(methodGenerator(tree, { name: 'foo', plugin: false })).rejects.toThrow(/--plugin=false/);
  });
});
