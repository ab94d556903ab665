import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { beginOutputFolder, openOutputFolder } from './output-folder.js';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dof-output-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const read = (name: string) => readFileSync(join(root, name), 'utf8');
const put = (name: string, text: string) => writeFileSync(join(root, name), text);

/** Writes some files as a report does, and removes those of the report before. */
async function report(names: readonly string[], text = 'new'): Promise<void> {
  const folder = await openOutputFolder(root, 'figures');
  for (const name of names) await folder.write(name, text);
  await folder.removeOthers(/\.(svg|png)$/);
}

describe('openOutputFolder', () => {
  it('removes what an earlier report left, and nothing that others put there or changed', async () => {
    mkdirSync(join(root, 'figures'));
    put('figures/photo.png', 'theirs');
    await report(['a.svg', 'b.svg', 'c.svg']);
    put('figures/b.svg', 'edited');
    put('figures/logo.svg', 'theirs');
    await report(['a.svg'], 'newer');
    expect(readdirSync(join(root, 'figures')).sort()).toEqual(['a.svg', 'b.svg', 'logo.svg', 'photo.png']);
    expect([read('figures/a.svg'), read('figures/b.svg')]).toEqual(['newer', 'edited']);
    // It is the user's from now on.
    await expect(report(['b.svg'])).rejects.toMatchObject({ code: 'DOF_FOREIGN_FILE' });
    expect(read('figures/b.svg')).toBe('edited');
  });

  it('replaces nothing that dof did not write', async () => {
    put('report.html', 'theirs');
    const folder = await openOutputFolder(root);
    await expect(folder.write('report.html', 'ours')).rejects.toMatchObject({
      code: 'DOF_FOREIGN_FILE',
      message: expect.stringContaining('report.html is there, and dof did not write it'),
    });
    symlinkSync(join(root, 'nowhere'), join(root, 'results.json'));
    await expect(folder.write('results.json', 'ours')).rejects.toMatchObject({ code: 'DOF_FOREIGN_FILE' });
    expect([read('report.html'), existsSync(join(root, 'nowhere'))]).toEqual(['theirs', false]);
    await folder.write('tables.md', 'ours');
    await (await openOutputFolder(root)).write('tables.md', 'ours again');
    expect(read('tables.md')).toBe('ours again');
  });

  it('goes on in a folder of a version that kept no manifest, and deletes nothing there that it did not write', async () => {
    put('plan.json', '{}');
    mkdirSync(join(root, 'figures'));
    put('figures/a.svg', 'old');
    put('figures/old.svg', 'old');
    await report(['a.svg']);
    expect([read('figures/a.svg'), read('figures/old.svg')]).toEqual(['new', 'old']);
  });

  it('leaves alone what lay in a folder before it was begun, whatever dof put beside it since', async () => {
    mkdirSync(join(root, 'figures'));
    put('figures/a.svg', 'theirs');
    await beginOutputFolder(root);
    put('runs.sqlite', 'ours');
    await beginOutputFolder(root);
    await expect(report(['a.svg'])).rejects.toMatchObject({ code: 'DOF_FOREIGN_FILE' });
    expect(read('figures/a.svg')).toBe('theirs');
  });

  it('deletes nothing by a damaged or a malicious manifest', async () => {
    await report(['a.svg']);
    put('outside.svg', 'theirs');
    put('.dof-files-figures.json', JSON.stringify({ format: 1, files: { '../outside.svg': 'a'.repeat(64) } }));
    rmSync(join(root, 'figures/a.svg'));
    await report(['b.svg']);
    expect(read('outside.svg')).toBe('theirs');
    put('.dof-files-figures.json', 'no manifest');
    rmSync(join(root, 'figures/b.svg'));
    await report(['c.svg']);
    expect(readdirSync(join(root, 'figures'))).toEqual(['c.svg']);
  });

  it('writes through no link that lies in the folder, but into a folder that is one', async () => {
    const elsewhere = join(root, 'elsewhere');
    mkdirSync(elsewhere);
    mkdirSync(join(root, 'results'));
    symlinkSync(elsewhere, join(root, 'results/figures'));
    await expect(openOutputFolder(join(root, 'results'), 'figures')).rejects.toMatchObject({
      code: 'DOF_LINKED_FILE',
      message: expect.stringContaining('figures is a symbolic link'),
    });
    expect(readdirSync(elsewhere)).toEqual([]);
    symlinkSync(join(root, 'results'), join(root, 'named'));
    await (await openOutputFolder(join(root, 'named'))).write('report.html', 'ours');
    expect(read('results/report.html')).toBe('ours');
  });

  it('is its own when several write at once', async () => {
    await Promise.all(Array.from({ length: 8 }, () => report(['a.svg', 'b.svg', 'c.svg'])));
    await report(['a.svg']);
    expect(readdirSync(join(root, 'figures'))).toEqual(['a.svg']);
  });
});
