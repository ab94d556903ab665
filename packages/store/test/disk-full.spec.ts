import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { openRunStore } from '@dof/store';
import { describe, expect, it } from '@jest/globals';
import { readStore } from './filled-store.js';
import { exampleResult } from '@dof/testing';
import { temporaryFolders } from './temporary-folder.js';

const temporaryFolder = temporaryFolders();

/** A disk of 1 MiB; undefined where this process may not mount one. */
function smallDisk(): string | undefined {
  const folder = join(temporaryFolder(), 'disk');
  mkdirSync(folder);
  if (process.platform !== 'linux' || process.geteuid?.() !== 0) return undefined;
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', folder]).status === 0 ? folder : undefined;
}

describe('a full disk', () => {
  it('is said (where a small one can be mounted: root on Linux), loses nothing that was stored, and goes on with room', async () => {
    const disk = smallDisk();
    if (disk === undefined) {
      process.stderr.write('not tested here: mounting a small disk needs root on Linux\n');
      return;
    }
    try {
      const store = await openRunStore(disk);
      const stored: number[] = [];
      let failure: unknown;
      for (let seed = 0; failure === undefined && seed < 2000; seed += 1) {
        await store.put(exampleResult({ seed })).then(
          () => stored.push(seed),
          (error: unknown) => (failure = error),
        );
      }
      expect(failure).toMatchObject({
        code: 'DOF_STORE_FULL',
        message: expect.stringMatching(/no space left .*free some/),
      });
      const prepared = { meta: null, arrays: { a: new Float64Array(200_000) } };
      await expect(store.putPrepared('key', prepared)).rejects.toMatchObject({ code: 'DOF_STORE_FULL' });
      expect(stored.length).toBeGreaterThan(20);
      expect((await store.list()).map(({ specification }) => specification.seed)).toEqual(stored);
      await store.close().catch(() => undefined);

      execFileSync('mount', ['-o', 'remount,size=8m', disk]);
      writeFileSync(join(disk, 'room'), 'there is room now');
      const { results, notices } = await readStore(disk);
      expect(notices).toEqual([]);
      expect(results.map(({ specification }) => specification.seed)).toEqual(stored);
      const again = await openRunStore(disk);
      await again.put(exampleResult({ seed: 10_000 }));
      expect((await again.size()).runs).toBe(stored.length + 1);
      await again.close();
    } finally {
      spawnSync('umount', ['-l', disk]);
    }
  }, 300_000);
});
