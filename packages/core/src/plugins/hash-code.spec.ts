import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hashLoadedModule, hashModuleFile, hashPackageCode, hashPath } from './hash-code.js';

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'dof-code-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function install(name: string, version: string, code: string): { readonly root: string; readonly entry: string } {
  const root = join(folder, 'node_modules', name);
  write(`node_modules/${name}/package.json`, JSON.stringify({ name, version, main: './dist/index.js' }));
  return { root, entry: write(`node_modules/${name}/dist/index.js`, code) };
}

describe('hashPackageCode', () => {
  it('changes with any code that was built and with WebAssembly, and with nothing else', () => {
    const { root, entry } = install('dof-method-a', '1', 'export const a = 1;');
    const before = hashPackageCode(root, entry);
    write('node_modules/dof-method-a/README.md', 'text');
    write('node_modules/dof-method-a/test/some.js', 'test');
    write('node_modules/dof-method-a/dist/index.d.ts', 'types');
    write('node_modules/dof-method-a/build/addon.node', 'binary');
    expect(hashPackageCode(root, entry)).toBe(before);
    write('node_modules/dof-method-a/wasm/kernels.wasm', 'binary');
    const withKernels = hashPackageCode(root, entry);
    expect(withKernels).not.toBe(before);
    write('node_modules/dof-method-a/dist/deep/more.js', 'more');
    expect(hashPackageCode(root, entry)).not.toBe(withKernels);
  });
});

describe('hashModuleFile', () => {
  const MAIN = `import { a } from './lib/a.mjs';\nconst table = new URL('./table.json', import.meta.url);\n`;

  function writeAll(place: string): string {
    write(`${place}/lib/a.mjs`, `export * from "../b.js";`);
    write(`${place}/b.js`, `require('./c'); import('./lib/a.mjs');`);
    write(`${place}/c.js`, 'module.exports = 1;');
    write(`${place}/table.json`, '[1]');
    write(`${place}/unused.js`, 'nothing');
    return write(`${place}/method.mjs`, MAIN);
  }

  it.each(['method.mjs', 'lib/a.mjs', 'b.js', 'c.js', 'table.json'])('changes with %s', (path) => {
    const before = hashModuleFile(writeAll('here'));
    write(`here/${path}`, path === 'method.mjs' ? `${MAIN}// changed` : '"changed"; require("./lib/a.mjs")');
    expect(hashModuleFile(join(folder, 'here/method.mjs'))).not.toBe(before);
  });

  it('changes with nothing else, and not with the place or the name of the module', () => {
    const before = hashModuleFile(writeAll('here'));
    write('here/unused.js', 'changed');
    expect(hashModuleFile(join(folder, 'here/method.mjs'))).toBe(before);
    writeAll('there');
    expect(hashModuleFile(write('there/renamed.mjs', MAIN))).toBe(before);
  });

  it.each([
    ['a name without a dot before it', "new URL('weights.bin', import.meta.url)"],
    ['an apostrophe before the name', "// it isn't code\nread('weights.bin')"],
  ])('changes with what is read beside it: %s', (_, text) => {
    write('home/weights.bin', '1');
    const file = write('home/method.mjs', text);
    const before = hashModuleFile(file);
    write('home/unrelated.bin', '2');
    expect(hashModuleFile(file)).toBe(before);
    write('home/weights.bin', '2');
    expect(hashModuleFile(file)).not.toBe(before);
  });

  it('does not take in folders, which the module may write into', () => {
    const file = write('home/inner/method.mjs', "join('..', './', '../', '/', './log', 'log/')");
    write('home/inner/log/one.txt', '1');
    const before = hashModuleFile(file);
    write('home/other.txt', '2');
    write('home/inner/other.txt', '2');
    write('home/inner/log/one.txt', '2');
    expect(hashModuleFile(file)).toBe(before);
  });

  it('follows an absolute path', () => {
    const helper = write('elsewhere/helper.mjs', 'export const a = 1;');
    const file = write('home/method.mjs', `export * from '${helper}';`);
    const before = hashModuleFile(file);
    write('elsewhere/helper.mjs', 'export const a = 2;');
    expect(hashModuleFile(file)).not.toBe(before);
  });
});

describe('hashLoadedModule', () => {
  it('is of what this process loaded, whatever the file holds later', () => {
    const file = write('home/loaded.mjs', 'export const a = 1;');
    const before = hashLoadedModule(file);
    expect(before).toBe(hashModuleFile(file));
    write('home/loaded.mjs', 'export const a = 2;');
    expect(hashLoadedModule(file)).toBe(before);
  });
});

describe('hashPath', () => {
  it('is of the content of a file, as others compute it', () => {
    const text = 'abc'.repeat(2 ** 20);
    expect(hashPath(write('large.bin', text))).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it('changes with the name and content of every file of a folder, hidden ones left out', () => {
    write('bank/a/x.bin', '1');
    const hashes = [hashPath(join(folder, 'bank'))];
    write('bank/.cache', '1');
    expect(hashPath(join(folder, 'bank'))).toBe(hashes[0]);
    write('bank/a/x.bin', '2');
    hashes.push(hashPath(join(folder, 'bank')));
    write('bank/y.bin', '2');
    hashes.push(hashPath(join(folder, 'bank')));
    expect(new Set(hashes).size).toBe(3);
  });
});
