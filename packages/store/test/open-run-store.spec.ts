import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { coordinatesKey } from '@dof/core';
import { openRunStore } from '@dof/store';
import { describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import { exampleResult, runStoreContract } from '@dof/testing';
import { temporaryFolders } from './temporary-folder.js';

const temporaryFolder = temporaryFolders();

runStoreContract('openRunStore', () => openRunStore(temporaryFolder()), { describe, it });

describe('openRunStore', () => {
  it('makes the folder and remembers after reopening', async () => {
    const folder = join(temporaryFolder(), 'a', 'b');
    const store = await openRunStore(folder);
    await store.put(exampleResult());
    await store.putPrepared('key', { meta: { rank: 3 }, arrays: { basis: new Float64Array([1, NaN, -0]) } });
    await store.close();

    const reopened = await openRunStore(folder);
    expect(await reopened.list()).toEqual([exampleResult()]);
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
    await store.put(exampleResult());
    await store.close();
    const copy = temporaryFolder();
    copyFileSync(join(folder, 'runs.sqlite'), join(copy, 'runs.sqlite'));
    const reopened = await openRunStore(copy);
    expect(await reopened.list()).toEqual([exampleResult()]);
    await reopened.close();
  });

  it('leaves nothing else in the folder', async () => {
    const folder = temporaryFolder();
    await (await openRunStore(folder)).close();
    expect(readdirSync(folder).filter((name) => !/^(runs|claims)\.sqlite/.test(name))).toEqual([]);
  });

  it('deletes nothing that others put among its files, and makes nothing where a link in it leads', async () => {
    const folder = temporaryFolder();
    const outside = temporaryFolder();
    const prepared = { meta: null, arrays: { a: new Uint8Array(3) } };
    const old = new Date(Date.now() - 48 * 3600 * 1000);
    const store = await openRunStore(folder);
    await store.putPrepared('key', prepared);
    writeFileSync(join(folder, 'prepared/key/notes.txt'), 'theirs');
    for (const name of ['.unfinished-thesis', `.unfinished-${randomUUID()}`]) {
      mkdirSync(join(folder, 'prepared', name));
      writeFileSync(join(folder, 'prepared', name, 'notes.txt'), 'theirs');
      utimesSync(join(folder, 'prepared', name), old, old);
    }
    writeFileSync(join(outside, 'prepared.json'), 'theirs');
    symlinkSync(outside, join(folder, 'prepared/linked'));
    symlinkSync(outside, join(folder, 'prepared/.damaged-key'));
    await expect(store.putPrepared('linked', prepared)).rejects.toMatchObject({ code: 'DOF_LINKED_FILE' });
    await expect(store.getPrepared('linked')).rejects.toMatchObject({ code: 'DOF_LINKED_FILE' });
    writeFileSync(join(folder, 'prepared/key/0.bin'), 'damaged');
    expect(await store.getPrepared('key')).toBeUndefined();
    await store.putPrepared('key', prepared);
    expect(await store.getPrepared('key')).toEqual(prepared);
    await store.close();
    const names = readdirSync(join(folder, 'prepared'), { recursive: true, encoding: 'utf8' });
    expect(names.filter((name) => name.endsWith('notes.txt'))).toHaveLength(3);
    expect(readdirSync(outside)).toEqual(['prepared.json']);
  });

  it('refuses a claims.sqlite that is none', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'claims.sqlite'), 'claims of an insurance');
    await expect(openRunStore(folder)).rejects.toMatchObject({ code: 'DOF_FOREIGN_FILE' });
    expect(readdirSync(folder)).toEqual(['claims.sqlite']);
  });

  it('keeps a damaged database under a name that no link has', async () => {
    const folder = temporaryFolder();
    await (await openRunStore(folder)).close();
    writeFileSync(join(folder, 'runs.sqlite'), '');
    symlinkSync(join(folder, 'nowhere'), join(folder, 'runs.sqlite.damaged-1'));
    await (await openRunStore(folder)).close();
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
    expect(existsSync(join(folder, 'runs.sqlite.damaged-2'))).toBe(true);
  });

  it('can be asked with SQL', async () => {
    const folder = temporaryFolder();
    const store = await openRunStore(folder);
    await store.put(exampleResult({ d: 64, seed: 1 }));
    await store.put(exampleResult({ d: 32, seed: 2 }));
    await store.put(
      exampleResult({ d: 32, seed: 3, history: [], best: undefined, status: 'diverged', divergedAtStep: 0 }),
    );
    await store.close();

    const { dimension } = exampleResult();
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
    expect(
      all(
        'SELECT DISTINCT method_options, optimizer, learning_rate, engine_variant, final_train_loss FROM run_summary',
      ),
    ).toEqual([
      ['{"projection":"gaussian"}', 'adam', 0.05, 'wasm-simd128', 0.1 + 0.2],
      ['{"projection":"gaussian"}', 'adam', 0.05, 'wasm-simd128', null],
    ]);
    expect(all('SELECT realised_d, jacobian_rank, batch_size, planned_epochs FROM runs WHERE d = 64')).toEqual([
      [64, 64, 128, 1],
    ]);
    expect(all(`SELECT DISTINCT json_extract(result, '$.specification.training.batchSize') FROM runs`)).toEqual([
      [128],
    ]);
    expect(all(`SELECT value FROM meta WHERE key = 'format'`)).toEqual([['2']]);
    database.close();
  });

  it('shares a folder between connections', async () => {
    const folder = temporaryFolder();
    const stores = await Promise.all([openRunStore(folder), openRunStore(folder), openRunStore(folder)]);
    await Promise.all(
      Array.from({ length: 60 }, (_, index) => stores[index % 3].put(exampleResult({ seed: Math.floor(index / 2) }))),
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

  it('counts, lists from a position and deletes', async () => {
    const store = await openRunStore(temporaryFolder());
    expect(await store.size()).toEqual({ runs: 0, position: 0 });
    await Promise.all([1, 2, 3, 4].map((seed) => store.put(exampleResult({ seed }))));
    const { runs, position } = await store.size();
    expect(runs).toBe(4);
    const [, second, third] = await store.listAfter(0);
    expect(await store.listAfter(second.position, 1)).toEqual([third]);
    expect(await store.listAfter(position)).toEqual([]);
    expect(await store.delete([third.result.hash, 'nothing'])).toBe(1);
    expect((await store.list()).map(({ specification }) => specification.seed)).toEqual([1, 2, 4]);
    for (const { result } of [second, third]) {
      await store.putPrepared(coordinatesKey(result.hash), { meta: null, arrays: { final: Float32Array.of(1) } });
    }
    await store.delete([second.result.hash]);
    expect(await store.getPrepared(coordinatesKey(second.result.hash))).toBeUndefined();
    expect(await store.preparations()).toEqual([coordinatesKey(third.result.hash)]);
    // Left by a run that was cut off before its result.
    expect(await store.delete([third.result.hash])).toBe(0);
    await store.putPrepared('b', { meta: null, arrays: {} });
    await store.putPrepared('a', { meta: null, arrays: {} });
    expect(await store.preparations()).toEqual(['a', 'b']);
    await store.close();
  });

  it('refuses to be used once closed', async () => {
    const store = await openRunStore(temporaryFolder());
    await store.close();
    await expect(store.list()).rejects.toThrow(/is closed/);
    await expect(store.put(exampleResult())).rejects.toThrow(/is closed/);
    await expect(store.getPrepared('key')).rejects.toThrow(/is closed/);
  });

  it('refuses a result with a number that JSON cannot hold, and keeps nothing of it', async () => {
    const store = await openRunStore(temporaryFolder());
    await expect(store.put(exampleResult({ wallTimeSeconds: Infinity }))).rejects.toThrow(
      /Infinity at "wallTimeSeconds"/,
    );
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
    const arrays = (await store.getPrepared('key'))?.arrays ?? {};
    expect(arrays).toEqual({ shared: Int32Array.of(-7, -7, -7, -7), view: Float32Array.of(1, 2) });
    // Whatever they were in, workers get them without a copy.
    for (const { buffer } of Object.values(arrays)) expect(buffer).toBeInstanceOf(SharedArrayBuffer);
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
