import { createHash } from 'node:crypto';
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
import { beginFolder } from './begin-folder.js';
import { openOutputFolder } from './output-folder.js';

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
    put('plan.json', '{"format":1,"analysis":{}}');
    mkdirSync(join(root, 'figures'));
    put('figures/a.svg', 'old');
    put('figures/old.svg', 'old');
    await report(['a.svg']);
    expect([read('figures/a.svg'), read('figures/old.svg')]).toEqual(['new', 'old']);
  });

  it('leaves alone what lay in a folder before it was begun, whatever dof put beside it since', async () => {
    mkdirSync(join(root, 'figures'));
    put('figures/a.svg', 'theirs');
    expect(beginFolder(root)).toBe(true);
    put('runs.sqlite', 'SQLite format 3\0');
    expect(beginFolder(root)).toBe(false);
    await expect(report(['a.svg'])).rejects.toMatchObject({ code: 'DOF_FOREIGN_FILE' });
    expect(read('figures/a.svg')).toBe('theirs');
  });

  it('goes on in a folder of an earlier version after its first report there, too', async () => {
    put('plan.json', '{"format":1,"analysis":{}}');
    put('prediction.json', '{"predictions":[]}');
    await (await openOutputFolder(root)).write('report.html', 'new');
    await (await openOutputFolder(root)).write('prediction.json', 'new');
    expect(read('prediction.json')).toBe('new');
  });

  it.each(['plan.json', 'prediction.json', 'comparison.json', 'theory-well.json', 'runs.sqlite'])(
    'is misled by no %s of somebody else',
    async (name) => {
      put(name, '{"mine":1}');
      const folder = await openOutputFolder(root);
      await expect(folder.write(name, 'ours')).rejects.toMatchObject({ code: 'DOF_FOREIGN_FILE' });
      expect(read(name)).toBe('{"mine":1}');
    },
  );

  it('keeps what was made from the same source and has not changed since', async () => {
    const keep = async (source: string) => {
      const folder = await openOutputFolder(root);
      return [await folder.keep(['a.svg', 'b.svg'], source), folder.written.length];
    };
    expect(await keep('one')).toEqual([false, 0]);
    const folder = await openOutputFolder(root);
    for (const name of ['a.svg', 'b.svg']) await folder.write(name, 'drawn', 'one');
    expect(await keep('one')).toEqual([true, 2]);
    expect(await keep('two')).toEqual([false, 0]);
    await (await openOutputFolder(root)).write('a.svg', 'drawn', 'two');
    expect(await keep('one')).toEqual([false, 0]);
    await (await openOutputFolder(root)).write('a.svg', 'drawn', 'one');
    expect(await keep('one')).toEqual([true, 2]);
    put('b.svg', 'edited');
    expect(await keep('one')).toEqual([false, 0]);
  });

  it('deletes nothing by a damaged or a malicious manifest', async () => {
    await report(['a.svg']);
    put('outside.svg', 'theirs');
    const theirs = createHash('sha256').update('theirs').digest('hex');
    put('.dof-files-figures.jsonl', JSON.stringify({ file: '../outside.svg', sha256: theirs }));
    rmSync(join(root, 'figures/a.svg'));
    await report(['b.svg']);
    expect(read('outside.svg')).toBe('theirs');
    put('.dof-files-figures.jsonl', 'no manifest');
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

  it('is its own when several write at once, other names or other contents', async () => {
    const names = Array.from({ length: 20 }, (_, i) => `${i}.svg`);
    const folders = await Promise.all(names.map(() => openOutputFolder(root, 'figures')));
    await Promise.all(names.map((name, i) => folders[i].write(name, 'one')));
    await Promise.all(folders.map((folder, i) => folder.write('0.svg', `content ${i}`)));
    await report(['kept.svg']);
    expect(readdirSync(join(root, 'figures'))).toEqual(['kept.svg']);
  });

  it('replaces nothing that was changed since it was written, and says so', async () => {
    await (await openOutputFolder(root)).write('results.json', 'ours');
    put('results.json', 'ours, with notes');
    await expect((await openOutputFolder(root)).write('results.json', 'ours again')).rejects.toMatchObject({
      code: 'DOF_FOREIGN_FILE',
      message: expect.stringContaining('it was changed since dof wrote it'),
    });
    expect(read('results.json')).toBe('ours, with notes');
  });

  it('is not misled by half a line that a killed process left in the manifest, and follows no link in its place', async () => {
    await report(['a.svg', 'b.svg']);
    put('.dof-files-figures.jsonl', `${read('.dof-files-figures.jsonl')}\n{"file":"c`);
    await report(['c.svg']);
    await report(['d.svg']);
    expect(readdirSync(join(root, 'figures'))).toEqual(['d.svg']);
    rmSync(join(root, '.dof-files-figures.jsonl'));
    symlinkSync(join(root, 'nowhere'), join(root, '.dof-files-figures.jsonl'));
    await expect(report(['e.svg'])).rejects.toMatchObject({ code: 'DOF_LINKED_FILE' });
    expect(existsSync(join(root, 'nowhere'))).toBe(false);
  });
});
