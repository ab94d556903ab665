import { readFileSync, readdirSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { openRunStore } from '@dof/store';
import fc from 'fast-check';
import { mutatedBytes } from '../mutated-bytes.js';
import type { Surface } from '../surface.js';
import { exampleResult } from '../example-result.js';

/** A store with one file of its own changed. */
interface StoreFiles {
  /** Which of its files, by place in the list of them. */
  readonly file: number;
  /** What is done to it, tried on a file of 0 to 1: see `mutatedBytes`. */
  readonly seed: number;
}

const HASHES = ['a', 'b'].map((letter) => letter.repeat(64));
const KEY = 'c'.repeat(64);

/** What a right store has in its folder, by path from there. */
let right: ReadonlyMap<string, Uint8Array> = new Map();

/** What a run store keeps, damaged: opening it, listing it, and reading runs and preparations. */
export const storeFiles: Surface<StoreFiles> = {
  inputs: fc.record({ file: fc.nat(1000), seed: fc.integer() }),
  async prepare(folder) {
    const place = join(folder, 'right');
    const store = await openRunStore(place);
    for (const hash of HASHES) await store.put(exampleResult(hash));
    await store.putPrepared(KEY, { meta: { levels: [1, 2] }, arrays: { directions: Float32Array.of(1, 2, 3) } });
    await store.close();
    right = new Map(
      readdirSync(place, { recursive: true, withFileTypes: true })
        // SQLite takes away what it needs while a database is open.
        .filter((entry) => entry.isFile() && !/-(shm|wal)$/.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
        .map((path): [string, Uint8Array] => [relative(place, path), readFileSync(path)]),
    );
  },
  async attempt({ file, seed }, folder) {
    const place = join(folder, 'damaged');
    const name = [...right.keys()][file % right.size];
    await rm(place, { recursive: true, force: true });
    for (const [path, bytes] of right) {
      const [damaged] = path === name ? fc.sample(mutatedBytes([bytes]), { seed, numRuns: 1 }) : [bytes];
      await mkdir(dirname(join(place, path)), { recursive: true });
      await writeFile(join(place, path), damaged);
    }
    const store = await openRunStore(place);
    try {
      await store.list();
      for (const hash of HASHES) await store.get(hash);
      await store.getPrepared(KEY);
    } finally {
      await store.close();
    }
  },
};
