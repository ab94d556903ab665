import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hashModuleFile, hashPackageCode } from './hash-code.js';

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
});
