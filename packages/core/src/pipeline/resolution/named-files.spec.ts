import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hashPath } from '../../plugins/hash-code.js';
import { namedFiles } from './named-files.js';

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'dof-named-')));
  writeFileSync(join(folder, 'table.npz'), 'one');
  mkdirSync(join(folder, 'bank'));
  writeFileSync(join(folder, 'bank', 'a.bin'), 'a');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('namedFiles', () => {
  it('is the content of files and folders, wherever in the options they are named', () => {
    const url = pathToFileURL(join(folder, 'table.npz')).href;
    const [table, bank] = [hashPath(join(folder, 'table.npz')), hashPath(join(folder, 'bank'))];
    const options = { table: 'table.npz', deep: [{ again: './table.npz', bank: './bank', url }], number: 3 };
    expect(namedFiles(options, folder)).toEqual({
      './bank': bank,
      './table.npz': table,
      [url]: table,
      'table.npz': table,
    });
  });

  it('leaves out words, what is not there, and the folder of the experiment', () => {
    writeFileSync(join(folder, 'sparse'), 'a file of the name of an option');
    const options = { projection: 'sparse', missing: './none.npz', here: './', above: '../', root: '/', url: 'file:' };
    expect(namedFiles(options, join(folder, 'bank'))).toBeUndefined();
    expect(namedFiles(options, folder)).toBeUndefined();
  });

  it('counts a file of the working directory too, where both are there', () => {
    const name = 'package.json';
    writeFileSync(join(folder, name), 'one');
    const both = namedFiles({ name }, folder)?.[name];
    expect(both).toMatch(/^[0-9a-f]{64}$/);
    expect([hashPath(join(folder, name)), hashPath(name)]).not.toContain(both);
    writeFileSync(join(folder, name), 'two');
    expect(namedFiles({ name }, folder)?.[name]).not.toBe(both);
  });
});
