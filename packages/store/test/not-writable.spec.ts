import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { openRunStore } from '@dof/store';
import { describe, expect, it } from '@jest/globals';
import { exampleResult } from '@dof/testing';
import { temporaryFolders } from './temporary-folder.js';

const temporaryFolder = temporaryFolders();
const NOBODY = 65534;

/** Permissions do not bind root, so there the work is done as somebody else. */
async function withoutPrivileges<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

function owned(folder: string): string {
  if (process.geteuid?.() === 0) chownSync(folder, NOBODY, NOBODY);
  return folder;
}

const notWritable = (path: string) => ({
  code: 'DOF_OUTPUT_NOT_WRITABLE',
  message: expect.stringMatching(new RegExp(`^cannot write ${path}.*choose another output folder`)),
});

describe('openRunStore, where it may not write', () => {
  it('names the file that stands where the folder should be', async () => {
    const file = join(temporaryFolder(), 'taken');
    writeFileSync(file, '');
    await expect(openRunStore(file)).rejects.toMatchObject(notWritable(file));
    await expect(openRunStore(join(file, 'below'))).rejects.toMatchObject(notWritable(join(file, 'below')));
  });

  it('does not wait for ever for a folder that nobody can make', async () => {
    // On Linux; elsewhere these are ordinary folders that a test has no business making.
    const folder = process.platform === 'linux' ? '/proc/dof/below' : join(temporaryFolder(), '\0');
    await expect(openRunStore(folder)).rejects.toThrow();
    if (process.platform === 'linux') await expect(openRunStore(folder)).rejects.toMatchObject(notWritable(folder));
  });

  it('names a folder that cannot be made', async () => {
    const parent = owned(temporaryFolder());
    chmodSync(parent, 0o555);
    await expect(withoutPrivileges(() => openRunStore(join(parent, 'out')))).rejects.toMatchObject(
      notWritable(join(parent, 'out')),
    );
    chmodSync(parent, 0o755);
  });

  it('names the database in a read-only folder', async () => {
    const folder = owned(temporaryFolder());
    chmodSync(folder, 0o555);
    await expect(withoutPrivileges(() => openRunStore(folder))).rejects.toMatchObject(
      notWritable(join(folder, 'runs.sqlite')),
    );
    chmodSync(folder, 0o755);
  });

  it('names a read-only database', async () => {
    const folder = owned(temporaryFolder());
    const store = await openRunStore(folder);
    await store.put(exampleResult());
    await store.close();
    chmodSync(join(folder, 'runs.sqlite'), 0o444);
    await expect(withoutPrivileges(() => openRunStore(folder))).rejects.toMatchObject(
      notWritable(join(folder, 'runs.sqlite')),
    );
  });

  it('names the preparation that cannot be kept', async () => {
    const folder = temporaryFolder();
    const store = await openRunStore(folder);
    writeFileSync(join(folder, 'prepared'), 'a file in the way');
    await expect(store.putPrepared('key', { meta: null, arrays: {} })).rejects.toMatchObject(
      notWritable(join(folder, 'prepared', 'key')),
    );
    await store.put(exampleResult());
    expect(await store.list()).toHaveLength(1);
    await store.close();
  });

  it('names the database when a folder stands in its place', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'runs.sqlite'));
    await expect(openRunStore(folder)).rejects.toMatchObject(notWritable(join(folder, 'runs.sqlite')));
  });
});
