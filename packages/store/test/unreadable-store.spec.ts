import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDofError } from '@dof/core';
import { openRunStore } from '@dof/store';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { fillStore, manyResults } from './filled-store.js';
import { temporaryFolders } from './temporary-folder.js';

const temporaryFolder = temporaryFolders();
let intact: Buffer;

beforeAll(async () => {
  const folder = temporaryFolder();
  await fillStore(folder, manyResults(3));
  intact = readFileSync(join(folder, 'runs.sqlite'));
});

describe('a store that cannot be read', () => {
  it.each<[string, (file: string) => void]>([
    ['is empty', (file) => writeFileSync(file, '')],
    ['is an empty file with a log', (file) => [file, `${file}-wal`].forEach((path) => writeFileSync(path, ''))],
    ['is only a log', (file) => writeFileSync(`${file}-wal`, 'log')],
    ['is text', (file) => writeFileSync(file, 'not a database, although it is long enough to be one'.repeat(400))],
    ['is cut short', (file) => writeFileSync(file, intact.subarray(0, 100))],
    ['is zeros', (file) => writeFileSync(file, Buffer.alloc(intact.length))],
    ['has another schema', (file) => writeFileSync(file, Buffer.concat([intact.subarray(0, 100), Buffer.alloc(8092)]))],
    ['is a folder', (file) => mkdirSync(file)],
  ])('is called by the name that was given when it %s', async (_, spoil) => {
    // Not below the temporary folder of the machine, in whose name every path would then be.
    const folder = join(import.meta.dirname, '..', '.unreadable-store');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    try {
      spoil(join(folder, 'runs.sqlite'));
      const error: unknown = await openRunStore(folder, { access: 'read' }).then(
        (store) => store.close(),
        (thrown: unknown) => thrown,
      );
      expect(isDofError(error)).toBe(true);
      const { message } = error as Error;
      expect(message).toContain(join(folder, 'runs.sqlite'));
      // The repository may lie in the temporary folder itself; copies that are read are named like this there.
      expect(message).not.toContain('dof-store-');
      expect(existsSync(folder)).toBe(true);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
