import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hashModuleFile, packageOf } from '@dof/core';
import { codeIdentity, type CodePart } from './code-identity.js';
import { packagePart as partOf } from './find-package.js';
import { locateCode } from './locate-code.js';

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

const packagePart = (name: string, version: string, hash: string): CodePart => ({
  type: 'package',
  name,
  version,
  hash,
  plugin: true,
});

describe('locateCode', () => {
  it('answers the modules of plugins that are installed with the same content', () => {
    const { entry } = install('dof-method-b', '1.0.0', 'export const b = 1;');
    const found = packageOf(entry);
    if (found === undefined) throw new Error('not installed');
    const code = codeIdentity([partOf(found, true)]);
    expect(locateCode(code, [], folder)).toEqual([pathToFileURL(entry).href]);
  });

  it.each([
    ['dof-method-c', '1.0.0', /needs dof-method-c 1\.0\.0 \(code a{12}\), this worker has 1\.0\.0 \(code \w{12}\)/],
    ['dof-method-absent', '1.0.0', /needs dof-method-absent 1\.0\.0, this worker has none: install that version/],
  ])('refuses %s with other content, or without it', (name, version, message) => {
    install('dof-method-c', '1.0.0', 'export const c = 1;');
    const code = codeIdentity([packagePart(name, version, 'a'.repeat(64))]);
    expect(() => locateCode(code, [], folder)).toThrow(message);
  });

  it('takes a plugin that is a file only if it was allowed, by name and content', () => {
    const file = write('mine.mjs', 'export {};');
    const code = codeIdentity([{ type: 'file', name: 'mine.mjs', hash: hashModuleFile(file) }]);
    expect(locateCode(code, [write('other/mine.mjs', 'changed'), file], folder)).toEqual([pathToFileURL(file).href]);
    expect(() => locateCode(code, [], folder)).toThrow(/mine\.mjs, which this worker was not told to use.*--allow/);
    expect(() => locateCode(code, [join(folder, 'other/mine.mjs')], folder)).toThrow(/mine\.mjs with content/);
  });
});
