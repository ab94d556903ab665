import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { memoryRunStore } from '@dof/core';
import { openRunStore } from '@dof/store';
import { describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import { runResult } from '../test/run-result.js';
import { runStoreContract } from '../test/run-store-contract.js';
import { temporaryFolders } from '../test/temporary-folder.js';

const temporaryFolder = temporaryFolders();

runStoreContract('openRunStore', () => openRunStore(temporaryFolder()));
runStoreContract('memoryRunStore', async () => memoryRunStore());

describe('openRunStore', () => {
  it('makes the folder and remembers after reopening', async () => {
    const folder = join(temporaryFolder(), 'a', 'b');
    const store = await openRunStore(folder);
    await store.put(runResult());
    await store.putPrepared('key', { meta: { rank: 3 }, arrays: { basis: new Float64Array([1, NaN, -0]) } });
    await store.close();

    const reopened = await openRunStore(folder);
    expect(await reopened.list()).toEqual([runResult()]);
    expect(await reopened.getPrepared('key')).toEqual({
      meta: { rank: 3 },
      arrays: { basis: new Float64Array([1, NaN, -0]) },
    });
    await reopened.close();
  });

  it('keeps what a preparation cost', async () => {
    const folder = temporaryFolder();
    const cost = { fullSpaceGradients: 300, gradientExamples: 38_400, storedBytes: 12, seconds: 4.5 };
    const prepared = { meta: null, arrays: { basis: new Float32Array([1, 2, 3]) }, cost };
    const store = await openRunStore(folder);
    await store.putPrepared('key', prepared);
    expect(await store.getPrepared('key')).toEqual(prepared);
    await store.close();
  });

  it('leaves everything in the one file runs.sqlite once closed', async () => {
    const folder = temporaryFolder();
    const store = await openRunStore(folder);
    await store.put(runResult());
    await store.close();
    const copy = temporaryFolder();
    copyFileSync(join(folder, 'runs.sqlite'), join(copy, 'runs.sqlite'));
    const reopened = await openRunStore(copy);
    expect(await reopened.list()).toEqual([runResult()]);
    await reopened.close();
  });

  it('leaves nothing else in the folder', async () => {
    const folder = temporaryFolder();
    await (await openRunStore(folder)).close();
    expect(readdirSync(folder).filter((name) => !name.startsWith('runs.sqlite'))).toEqual([]);
  });

  it('can be asked with SQL', async () => {
    const folder = temporaryFolder();
    const store = await openRunStore(folder);
    await store.put(runResult({ d: 64, seed: 1 }));
    await store.put(runResult({ d: 32, seed: 2 }));
    await store.put(runResult({ d: 32, seed: 3, history: [], best: undefined, status: 'diverged', divergedAtStep: 0 }));
    await store.close();

    const { dimension } = runResult();
    const database = new Database(join(folder, 'runs.sqlite'));
    const all = (sql: string): unknown[] => database.prepare(sql).raw().all();
    expect(
      all('SELECT method, d, seed, start_type, start_seed, start_steps, compression, status, epochs FROM run_summary'),
    ).toEqual([
      ['random', 32, 2, 'init', 7, 0, dimension / 32, 'finished', 1],
      ['random', 32, 3, 'init', 7, 0, dimension / 32, 'diverged', null],
      ['random', 64, 1, 'init', 7, 0, dimension / 64, 'finished', 1],
    ]);
    expect(all('SELECT best_train_loss, final_test_loss FROM run_summary')).toEqual([
      [0.1 + 0.2, 1 / 3],
      [null, null],
      [0.1 + 0.2, 1 / 3],
    ]);
    expect(
      all(`SELECT epoch, step, train_loss, train_accuracy, test_loss, test_accuracy FROM history
                WHERE hash = 'hash-64-1' ORDER BY entry`),
    ).toEqual([
      [0, 0, 2.3125, 0.1, 2.31, 0.11],
      [1, 468, 0.1 + 0.2, 0.91, 1 / 3, 0.9],
    ]);
    expect(all(`SELECT DISTINCT json_extract(result, '$.specification.training.batchSize') FROM runs`)).toEqual([
      [128],
    ]);
    expect(all(`SELECT value FROM meta WHERE key = 'format'`)).toEqual([['1']]);
    database.close();
  });

  it('shares a folder between connections', async () => {
    const folder = temporaryFolder();
    const stores = await Promise.all([openRunStore(folder), openRunStore(folder), openRunStore(folder)]);
    await Promise.all(
      Array.from({ length: 60 }, (_, index) => stores[index % 3].put(runResult({ seed: Math.floor(index / 2) }))),
    );
    for (const store of stores) {
      const seeds = (await store.list()).map((result) => result.specification.seed);
      expect(seeds).toHaveLength(30);
      expect(new Set(seeds).size).toBe(30);
    }
    const prepared = { meta: null, arrays: { a: new Uint8Array(100_000).fill(3) } };
    await Promise.all(stores.map((store) => store.putPrepared('shared', prepared)));
    expect(await stores[0].getPrepared('shared')).toEqual(prepared);
    expect(readdirSync(join(folder, 'prepared'))).toEqual(['shared']);
    for (const store of stores) await store.close();
  });

  it('refuses to be used once closed', async () => {
    const store = await openRunStore(temporaryFolder());
    await store.close();
    await expect(store.list()).rejects.toThrow(/is closed/);
    await expect(store.put(runResult())).rejects.toThrow(/is closed/);
    await expect(store.getPrepared('key')).rejects.toThrow(/is closed/);
  });

  it('refuses a result with a number that JSON cannot hold, and keeps nothing of it', async () => {
    const store = await openRunStore(temporaryFolder());
    await expect(store.put(runResult({ wallTimeSeconds: Infinity }))).rejects.toThrow(/Infinity at "wallTimeSeconds"/);
    expect(await store.list()).toEqual([]);
    await store.close();
  });

  it.each(['../escape', 'a/b', '', '.', 'x'.repeat(129)])('refuses the preparation key %j', async (key) => {
    const folder = temporaryFolder();
    const store = await openRunStore(folder);
    await expect(store.putPrepared(key, { meta: null, arrays: {} })).rejects.toThrow(TypeError);
    await expect(store.getPrepared(key)).rejects.toThrow(TypeError);
    expect(existsSync(join(folder, 'escape'))).toBe(false);
    await store.close();
  });

  it('takes arrays in shared memory and views into larger buffers', async () => {
    const store = await openRunStore(temporaryFolder());
    const shared = new Int32Array(new SharedArrayBuffer(40), 8, 4).fill(-7);
    const view = new Float32Array([0, 1, 2, 3, 4]).subarray(1, 3);
    await store.putPrepared('key', { meta: null, arrays: { shared, view } });
    expect((await store.getPrepared('key'))?.arrays).toEqual({
      shared: Int32Array.of(-7, -7, -7, -7),
      view: Float32Array.of(1, 2),
    });
    await store.close();
  });

  it('removes what a killed writer of preparations left a day ago, and no younger work', async () => {
    const folder = temporaryFolder();
    const old = join(folder, 'prepared', `.unfinished-${randomUUID()}`);
    const young = join(folder, 'prepared', `.unfinished-${randomUUID()}`);
    mkdirSync(old, { recursive: true });
    mkdirSync(young);
    writeFileSync(join(old, '0.bin'), 'x');
    const twoDaysAgo = new Date(Date.now() - 2 * 24 * 3600 * 1000);
    utimesSync(old, twoDaysAgo, twoDaysAgo);
    const store = await openRunStore(folder);
    await store.putPrepared('key', { meta: null, arrays: {} });
    expect(existsSync(old)).toBe(false);
    expect(existsSync(young)).toBe(true);
    await store.close();
  });
});

describe('openRunStore, given something damaged', () => {
  /** A closed store of 200 runs, as the bytes of its database. */
  const filled = async (): Promise<{ folder: string; file: string }> => {
    const folder = temporaryFolder();
    const store = await openRunStore(folder);
    for (let seed = 0; seed < 200; seed += 1) await store.put(runResult({ seed }));
    await store.close();
    const fresh = temporaryFolder();
    const file = join(fresh, 'runs.sqlite');
    copyFileSync(join(folder, 'runs.sqlite'), file);
    return { folder: fresh, file };
  };
  const openAndList = async (folder: string): Promise<number> => {
    const store = await openRunStore(folder);
    try {
      return (await store.list()).length;
    } finally {
      await store.close();
    }
  };

  it('says which file is no database and what to do', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'runs.sqlite'), 'these are my notes, not a database\n'.repeat(50));
    await expect(openRunStore(folder)).rejects.toMatchObject({
      code: 'DOF_STORE_CORRUPT',
      message: expect.stringMatching(/runs\.sqlite is damaged or no run store .*move it/),
    });
    expect(readFileSync(join(folder, 'runs.sqlite'), 'utf8')).toMatch(/^these are my notes/);
  });

  it('says so when the database is somebody else’s', async () => {
    const folder = temporaryFolder();
    const database = new Database(join(folder, 'runs.sqlite'));
    database.exec('CREATE TABLE addresses (name TEXT)');
    database.close();
    await expect(openRunStore(folder)).rejects.toMatchObject({ code: 'DOF_STORE_CORRUPT' });
  });

  it('says so when a newer version wrote it, and leaves it alone', async () => {
    const { folder, file } = await filled();
    const database = new Database(file);
    database.exec(`UPDATE meta SET value = '2' WHERE key = 'format'`);
    database.close();
    await expect(openRunStore(folder)).rejects.toMatchObject({
      code: 'DOF_STORE_NEWER_FORMAT',
      message: expect.stringContaining('format 2, this one knows up to 1'),
    });
  });

  it.each([0.1, 0.5, 0.9, 0.99])('notices that %d of the file is all there is', async (share) => {
    const { folder, file } = await filled();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, Math.floor(bytes.length * share)));
    await expect(openAndList(folder)).rejects.toMatchObject({ code: 'DOF_STORE_CORRUPT' });
  });

  it('never answers a wrong result when a byte has changed', async () => {
    const { file } = await filled();
    const bytes = readFileSync(file);
    let noticed = 0;
    for (let trial = 0; trial < 40; trial += 1) {
      const folder = temporaryFolder();
      const damaged = Buffer.from(bytes);
      damaged[Math.floor(((trial + 0.5) / 40) * bytes.length)] ^= 0x41;
      writeFileSync(join(folder, 'runs.sqlite'), damaged);
      try {
        const store = await openRunStore(folder);
        for (const result of await store.list()) expect(result).toEqual(runResult({ seed: result.specification.seed }));
        await store.close();
      } catch (error) {
        expect(error).toMatchObject({ code: 'DOF_STORE_CORRUPT' });
        noticed += 1;
      }
    }
    expect(noticed).toBeGreaterThan(10);
  });

  it.each(['0.bin', 'prepared.json'])('notices a changed byte in %s of a preparation', async (name) => {
    const folder = temporaryFolder();
    const store = await openRunStore(folder);
    await store.putPrepared('key', { meta: { rank: 3 }, arrays: { basis: new Float32Array(50).fill(1) } });
    const path = join(folder, 'prepared', 'key', name);
    const bytes = readFileSync(path);
    for (const position of [0, Math.floor(bytes.length / 2), bytes.length - 2]) {
      const damaged = Buffer.from(bytes);
      damaged[position] ^= 1;
      writeFileSync(path, damaged);
      await expect(store.getPrepared('key')).rejects.toMatchObject({
        code: 'DOF_STORE_CORRUPT',
        message: expect.stringMatching(/prepared\/key is damaged .*delete that folder/),
      });
    }
    writeFileSync(path, bytes.subarray(0, bytes.length - 4));
    await expect(store.getPrepared('key')).rejects.toMatchObject({ code: 'DOF_STORE_CORRUPT' });
    await store.close();
  });

  it('notices a changed number in what a preparation says of itself', async () => {
    const folder = temporaryFolder();
    const store = await openRunStore(folder);
    await store.putPrepared('key', { meta: { rank: 3 }, arrays: {} });
    const path = join(folder, 'prepared', 'key', 'prepared.json');
    const text = readFileSync(path, 'utf8');
    const changed = text.replace('"rank": 3', '"rank": 2');
    expect(changed).not.toBe(text);
    writeFileSync(path, changed);
    await expect(store.getPrepared('key')).rejects.toMatchObject({ code: 'DOF_STORE_CORRUPT' });
    await store.close();
  });
});
