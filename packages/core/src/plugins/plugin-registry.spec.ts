import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PluginRegistry } from './plugin-registry.js';

let folder = '';

/** A module that registers methods; their options and maps do not matter here. */
const pluginSource = (...names: string[]): string => `
  export function register(container) {
    for (const name of ${JSON.stringify(names)}) {
      container.registerInstance(Symbol.for('@dof/core/DofReductionMethod'), {
        name, version: '1', contractVersion: '1', description: 'a plugin',
      });
    }
  }`;

async function installPackage(name: string, source: string): Promise<void> {
  const root = join(folder, 'node_modules', name);
  await mkdir(root, { recursive: true });
  const manifest = { name, version: '1.0.0', type: 'module', exports: { '.': './index.js' } };
  await writeFile(join(root, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(root, 'index.js'), source);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dof-plugins-'));
  await installPackage('dof-method-foo', pluginSource('foo'));
  await installPackage('@acme/dof-method-bar', pluginSource('bar'));
  await installPackage('dof-method-pair', pluginSource('pair', 'other-of-the-pair'));
  await installPackage('dof-method-broken', 'throw new Error("half written");');
  await installPackage('dof-method-empty', 'export const nothing = 1;');
  await installPackage('dof-method-nameless', pluginSource('').replace('name, version', 'version'));
  await writeFile(join(folder, 'local.mjs'), pluginSource('local-method'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('PluginRegistry', () => {
  it.each([
    ['foo', 'foo', 'dof-method-foo'],
    ['dof-method-foo', 'foo', 'dof-method-foo'],
    ['@acme/bar', 'bar', 'dof-method-bar'],
    ['@acme/dof-method-bar', 'bar', 'dof-method-bar'],
    ['./local.mjs', 'local-method', 'local.mjs'],
  ])('finds %s from the experiment folder and remembers its module', async (request, name, module) => {
    const registry = await PluginRegistry.create(folder);
    expect(await registry.find('method', request)).toMatchObject({ name });
    expect(registry.modules).toHaveLength(1);
    expect(registry.modules[0]).toContain(module);
  });

  it('finds a path again, and two kinds in one module', async () => {
    const registry = await PluginRegistry.create(folder);
    const first = await registry.find('method', './local.mjs');
    expect(await registry.find('method', './local.mjs')).toBe(first);
    await expect(registry.find('model', './local.mjs')).rejects.toThrow(/unknown model/);
  });

  it('finds by name what a given module registered', async () => {
    const first = await PluginRegistry.create(folder);
    await first.find('method', './local.mjs');
    const second = await PluginRegistry.create(tmpdir(), first.modules);
    expect(await second.find('method', 'local-method')).toMatchObject({ version: '1' });
  });

  it('finds the other plugins of an installed package', async () => {
    const registry = await PluginRegistry.create(folder);
    expect(await registry.find('method', 'other-of-the-pair')).toMatchObject({ name: 'other-of-the-pair' });
    expect(registry.modules.filter((module) => module.includes('dof-method-pair'))).toHaveLength(1);
  });

  it('lists the names tried and near matches on a miss', async () => {
    const registry = await PluginRegistry.create(folder);
    await expect(registry.find('method', 'fooo')).rejects.toThrow(
      /unknown method "fooo": looked for @dof\/methods-fooo, dof-method-fooo from .*did you mean foo\?/,
    );
    await expect(registry.find('method', './missing.mjs')).rejects.toThrow(/looked for \.\/missing\.mjs/);
  });

  it('says of a package without register that it is no plugin', async () => {
    const registry = await PluginRegistry.create(folder);
    await expect(registry.find('method', 'empty')).rejects.toThrow(/must export a function register/);
  });

  it.each([
    ['broken', 'DOF_PLUGIN_BROKEN', /dof-method-broken.* does not load: half written/],
    ['nameless', 'DOF_NOT_A_PLUGIN', /registers as a method what is none/],
    ['a\u0000b', 'DOF_UNKNOWN_METHOD', /unknown method "a\\u0000b"/],
  ])('says in one line what is wrong with the plugin %s', async (name, code, message) => {
    const registry = await PluginRegistry.create(folder);
    await expect(registry.find('method', name)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it('goes on after a plugin that is broken', async () => {
    const registry = await PluginRegistry.create(folder);
    await expect(registry.find('method', 'nameless')).rejects.toThrow(/what is none/);
    expect(await registry.find('method', 'foo')).toMatchObject({ name: 'foo' });
  });

  it('discovers installed packages, and says which do not load and why', async () => {
    const { plugins, failures } = await (await PluginRegistry.create(folder)).discover('method');
    expect(plugins.map(({ name }) => name)).toEqual(expect.arrayContaining(['bar', 'foo']));
    expect(failures).toEqual(
      expect.arrayContaining([
        { packageName: 'dof-method-broken', message: 'half written' },
        { packageName: 'dof-method-empty', message: expect.stringMatching(/must export/) },
      ]),
    );
  });
});
