import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptReport, noteReport } from './noted-report.js';

let folder: string;
const report = { files: ['tables.md', 'figures/one.svg'], text: 'a report' };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dof-noted-'));
  mkdirSync(join(folder, 'figures'));
  for (const name of report.files) writeFileSync(join(folder, name), `what is in ${name}`);
  await noteReport(folder, 'source', report);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('keptReport', () => {
  it('is the report that was noted, of the same source and with the same files', async () => {
    expect(await keptReport(folder, 'source')).toEqual(report);
    expect(await keptReport(folder, 'another source')).toBeUndefined();
    writeFileSync(join(folder, 'tables.md'), 'edited');
    expect(await keptReport(folder, 'source')).toBeUndefined();
  });

  it.each<[string, () => void]>([
    ['a file is missing', () => rmSync(join(folder, 'tables.md'))],
    [
      'a folder has become a file',
      () => {
        rmSync(join(folder, 'figures'), { recursive: true });
        writeFileSync(join(folder, 'figures'), '');
      },
    ],
    [
      'a file is a link, though its content is the same',
      () => {
        renameSync(join(folder, 'tables.md'), join(folder, 'elsewhere.md'));
        symlinkSync('elsewhere.md', join(folder, 'tables.md'));
      },
    ],
    [
      'a folder is a link',
      () => {
        renameSync(join(folder, 'figures'), join(folder, 'elsewhere'));
        symlinkSync('elsewhere', join(folder, 'figures'));
      },
    ],
  ])('is none where %s', async (_, change) => {
    change();
    expect(await keptReport(folder, 'source')).toBeUndefined();
  });
});
