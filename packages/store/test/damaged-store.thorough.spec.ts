import { copyFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunResult } from '@dof/core';
import { openRunStore } from '@dof/store';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import Database from 'libsql';
import { arbitraryRunResult } from '@dof/testing';
import { fillStore, manyResults, readStore } from './filled-store.js';
import { temporaryFolders } from './temporary-folder.js';
import { carveResults } from '../src/recovery/carve-results.js';

jest.setTimeout(120_000);
const temporaryFolder = temporaryFolders();
const COUNT = 120;
const originals = manyResults(COUNT);
let intact: Buffer;

/** The folder of a store whose database is given. */
function folderOf(database: Uint8Array): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'runs.sqlite'), database);
  return folder;
}

/** Every result must be one that was stored, each once. */
function expectGenuine(results: readonly RunResult[]): void {
  expect(new Set(results.map(({ hash }) => hash)).size).toBe(results.length);
  for (const result of results) expect(result).toEqual(originals[result.specification.seed]);
}

/** What a user would see with SQL is what the results say. */
function expectSameInSql(folder: string, results: readonly RunResult[]): void {
  const database = new Database(join(folder, 'runs.sqlite'), { readonly: true });
  const rows = database.prepare('SELECT hash, d, seed, best_train_loss FROM run_summary ORDER BY hash').raw().all();
  database.close();
  const expected = results.map(({ hash, specification, best }) => [
    hash,
    specification.degreesOfFreedom,
    specification.seed,
    best?.trainLoss,
  ]);
  expect(rows).toEqual(expected.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
}

beforeAll(async () => {
  const folder = temporaryFolder();
  await fillStore(folder, originals);
  intact = readFileSync(join(folder, 'runs.sqlite'));
});

describe('a truncated store', () => {
  it.each([0, 0.1, 0.5, 0.9, 0.99])('of which %d is left keeps what is whole, and says so', async (share) => {
    const left = intact.subarray(0, Math.floor(intact.length * share));
    const folder = folderOf(left);
    const { results, notices } = await readStore(folder);
    expectGenuine(results);
    // Runs lie in the file in the order of storing, between pages of the index.
    expect(results.length).toBeGreaterThanOrEqual(Math.floor(COUNT * share * 0.8) - 5);
    expect(results.length).toBeLessThan(COUNT);
    expect(notices).toEqual([
      expect.stringMatching(/runs\.sqlite was damaged: \d+ finished runs? (was|were) recovered/),
    ]);
    expect(notices[0]).toContain(` ${results.length} finished run`);
    expect(notices[0]).not.toContain('\n');
    expect(readFileSync(join(folder, 'runs.sqlite.damaged-1'))).toEqual(Buffer.from(left));

    const missing = originals.filter(({ hash }) => results.every((result) => result.hash !== hash));
    await fillStore(folder, missing);
    const again = await readStore(folder);
    expect(again.notices).toEqual([]);
    expect(again.results).toHaveLength(COUNT);
    expectGenuine(again.results);
  });
});

describe('a store with a flipped bit', () => {
  it('is noticed wherever the bit is, or nothing of it has changed', async () => {
    let recovered = 0;
    for (let trial = 0; trial < 20; trial += 1) {
      const damaged = Buffer.from(intact);
      damaged[Math.floor(((trial + 0.5) / 20) * intact.length)] ^= 1 << (trial % 8);
      const folder = folderOf(damaged);
      const { results, notices } = await readStore(folder);
      expectGenuine(results);
      expectSameInSql(folder, results);
      // A page holds two runs; a page of an inner node or of an overflow chain costs no more.
      expect(results.length).toBeGreaterThanOrEqual(COUNT - 4);
      if (results.length < COUNT) expect(notices).toHaveLength(1);
      recovered += notices.length;
    }
    expect(recovered).toBeGreaterThan(10);
  });

  it('loses nothing where the bit is in the header of the file', async () => {
    for (let byte = 0; byte < 100; byte += 1) {
      const damaged = Buffer.from(intact);
      damaged[byte] ^= 1 << (byte % 8);
      const { results } = await readStore(folderOf(damaged));
      expect([byte, results.length]).toEqual([byte, COUNT]);
    }
  });

  it.each([
    ['best_train_loss', 'UPDATE runs SET best_train_loss = 0.001 WHERE d = 64'],
    ['an index', "UPDATE sqlite_schema SET sql = replace(sql, 'method, d', 'model, d') WHERE type = 'index'"],
  ])('is noticed in %s, which no result is read from', async (_, sql) => {
    const folder = folderOf(intact);
    const database = new Database(join(folder, 'runs.sqlite'));
    database.pragma('writable_schema = ON');
    database.exec(sql);
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.close();
    const { results, notices } = await readStore(folder);
    expect(results).toHaveLength(COUNT);
    expect(notices).toHaveLength(1);
    expectSameInSql(folder, results);
  });
});

describe('recovery', () => {
  it('finds every run by itself, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryRunResult, { minLength: 1, maxLength: 12 }), async (arbitrary) => {
        const folder = temporaryFolder();
        const results = arbitrary.map((result, i) => ({ ...result, hash: `hash-${i}` }));
        await fillStore(folder, results);
        expect(JSON.stringify(carveResults(join(folder, 'runs.sqlite')))).toBe(JSON.stringify(results));
        const { notices } = await readStore(folder);
        expect(notices).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  it('finds runs that are in the write-ahead log alone, with the main file gone to pieces', async () => {
    const folder = temporaryFolder();
    const store = await openRunStore(folder);
    await Promise.all(originals.map((result) => store.put(result)));
    const crashed = folderOf(Buffer.alloc(40_000, 7));
    copyFileSync(join(folder, 'runs.sqlite-wal'), join(crashed, 'runs.sqlite-wal'));
    await store.close();
    const { results, notices } = await readStore(crashed);
    expect(notices).toHaveLength(1);
    expect(results).toHaveLength(COUNT);
    expectGenuine(results);
  });

  it('brings back nothing that was deleted', async () => {
    const folder = temporaryFolder();
    await fillStore(folder, originals);
    const store = await openRunStore(folder);
    const deleted = originals.slice(40, 80).map(({ hash }) => hash);
    expect(await store.delete(deleted)).toBe(40);
    await store.close();
    expect(carveResults(join(folder, 'runs.sqlite'))).toHaveLength(COUNT - 40);
  });

  it('waits for nobody: a damaged store that another process uses is left to the one who stops it', async () => {
    const folder = folderOf(intact);
    const user = await openRunStore(folder);
    const bytes = readFileSync(join(folder, 'runs.sqlite'));
    writeFileSync(join(folder, 'runs.sqlite'), bytes.fill(0, 8192, 20_000));
    await expect(openRunStore(folder)).rejects.toMatchObject({
      code: 'DOF_STORE_CORRUPT',
      message: expect.stringContaining('in use by another process'),
    });
    await user.close().catch(() => undefined);
    const { results, notices } = await readStore(folder);
    expect(notices).toHaveLength(1);
    expectGenuine(results);
  });
});

describe('a damaged store that is only read', () => {
  it('shows what is whole and changes nothing', async () => {
    const damaged = Buffer.from(intact).fill(0, 30_000, 50_000);
    const folder = folderOf(damaged);
    const { results, notices } = await readStore(folder, { access: 'read' });
    expectGenuine(results);
    expect(results.length).toBeGreaterThan(COUNT - 20);
    expect(notices).toEqual([expect.stringMatching(/is damaged: \d+ finished runs in it are whole/)]);
    expect(readFileSync(join(folder, 'runs.sqlite'))).toEqual(damaged);
    expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toEqual([]);
  });

  it('is named where there is none', async () => {
    await expect(openRunStore(temporaryFolder(), { access: 'read' })).rejects.toMatchObject({ code: 'DOF_NO_STORE' });
  });
});

describe('something else in the store’s place', () => {
  it('is refused, with what to do, and left alone', async () => {
    const notes = Buffer.from('these are my notes, not a database\n'.repeat(50));
    const folder = folderOf(notes);
    await expect(openRunStore(folder)).rejects.toMatchObject({
      code: 'DOF_STORE_CORRUPT',
      message: expect.stringMatching(/runs\.sqlite is damaged or no run store .*move it/),
    });
    expect(readFileSync(join(folder, 'runs.sqlite'))).toEqual(notes);
  });

  it('is refused when it is somebody else’s database', async () => {
    const folder = temporaryFolder();
    const database = new Database(join(folder, 'runs.sqlite'));
    database.exec('CREATE TABLE addresses (name TEXT)');
    database.close();
    await expect(openRunStore(folder)).rejects.toMatchObject({ code: 'DOF_STORE_CORRUPT' });
    expect(existsSync(join(folder, 'runs.sqlite.damaged-1'))).toBe(false);
  });

  it('is refused when a newer version wrote it, and left alone', async () => {
    const folder = folderOf(intact);
    const database = new Database(join(folder, 'runs.sqlite'));
    database.exec(`UPDATE meta SET value = '3' WHERE key = 'format'; PRAGMA user_version = 3`);
    database.close();
    for (const access of ['write', 'read'] as const) {
      await expect(openRunStore(folder, { access })).rejects.toMatchObject({
        code: 'DOF_STORE_NEWER_FORMAT',
        message: expect.stringContaining('format 3, this one knows up to 2'),
      });
    }
  });

  it('is recovered when only the number of its format has changed', async () => {
    const folder = folderOf(intact);
    const database = new Database(join(folder, 'runs.sqlite'));
    database.exec(`UPDATE meta SET value = '3' WHERE key = 'format'`);
    database.close();
    const { results, notices } = await readStore(folder);
    expect(results).toHaveLength(COUNT);
    expect(notices).toHaveLength(1);
  });
});

describe('a damaged preparation', () => {
  const prepared = { meta: { rank: 3 }, arrays: { basis: new Float32Array(50).fill(1) } };
  const damage = (file: string, change: (bytes: Buffer) => Uint8Array): void =>
    writeFileSync(file, change(readFileSync(file)));

  it.each([
    ['0.bin', 'a flipped bit', (bytes: Buffer) => bytes.fill(bytes[100] ^ 1, 100, 101)],
    ['0.bin', 'an end', (bytes: Buffer) => bytes.subarray(0, -4)],
    ['prepared.json', 'a flipped bit', (bytes: Buffer) => bytes.fill(bytes[9] ^ 1, 9, 10)],
    [
      'prepared.json',
      'another number',
      (bytes: Buffer) => Buffer.from(bytes.toString().replace('"rank": 3', '"rank": 2')),
    ],
  ])('is set aside, said, and made again: %s, %s', async (name, _, change) => {
    const folder = temporaryFolder();
    const notices: string[] = [];
    const store = await openRunStore(folder, { onNotice: (line) => notices.push(line) });
    await store.putPrepared('key', prepared);
    damage(join(folder, 'prepared', 'key', name), change);
    const reader = await openRunStore(folder, { access: 'read', onNotice: (line) => notices.push(line) });
    expect(await reader.getPrepared('key')).toBeUndefined();
    await reader.close();
    expect(existsSync(join(folder, 'prepared', 'key'))).toBe(true);
    expect(await store.getPrepared('key')).toBeUndefined();
    expect(notices).toHaveLength(2);
    expect(notices[1]).toMatch(/prepared\/key is damaged \(.*\): it is made again/);
    await store.putPrepared('key', prepared);
    expect(await store.getPrepared('key')).toEqual(prepared);
    expect(readdirSync(join(folder, 'prepared'))).toEqual(['key']);
    await store.close();
  });
});
