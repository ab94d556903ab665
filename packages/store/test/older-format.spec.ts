import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRunStore } from '@dof/store';
import { describe, expect, it, jest } from '@jest/globals';
import Database from 'libsql';
import { fillStore, manyResults, readStore } from './filled-store.js';
import { writeFormat1 } from './format-1.js';
import { exampleResult } from '@dof/testing';
import { temporaryFolders } from './temporary-folder.js';

jest.setTimeout(60_000);
const temporaryFolder = temporaryFolders();
const results = manyResults(30);

const schemaOf = (folder: string): unknown => {
  const database = new Database(join(folder, 'runs.sqlite'), { readonly: true });
  const schema = database.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').raw().all();
  database.close();
  return schema;
};

describe('a store of format 1', () => {
  it('keeps every run, in order, and is of the present format afterwards', async () => {
    const folder = temporaryFolder();
    writeFormat1(folder, results);
    const migrated = await readStore(folder);
    expect(migrated).toEqual({ results, notices: [] });
    const fresh = temporaryFolder();
    await fillStore(fresh, results);
    expect(schemaOf(folder)).toEqual(schemaOf(fresh));
    expect(await readStore(folder)).toEqual({ results, notices: [] });
  });

  it('goes on: what is there is not stored again, what is new is', async () => {
    const folder = temporaryFolder();
    writeFormat1(folder, results);
    await fillStore(folder, [results[3], exampleResult({ seed: 1000 })]);
    expect((await readStore(folder)).results).toEqual([...results, exampleResult({ seed: 1000 })]);
  });

  it('is migrated once when several open it together', async () => {
    const folder = temporaryFolder();
    writeFormat1(folder, results);
    const stores = await Promise.all([1, 2, 3].map(() => openRunStore(folder)));
    for (const store of stores) {
      expect(await store.list()).toEqual(results);
      await store.close();
    }
  });

  it('can be read as it is, where nothing may be changed', async () => {
    const folder = temporaryFolder();
    writeFormat1(folder, results);
    const before = schemaOf(folder);
    expect(await readStore(folder, { access: 'read' })).toEqual({ results, notices: [] });
    expect(schemaOf(folder)).toEqual(before);
  });

  it('keeps what is whole when it is damaged too', async () => {
    const folder = temporaryFolder();
    writeFormat1(folder, results);
    const file = join(folder, 'runs.sqlite');
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, Math.floor(bytes.length * 0.7)));
    const recovered = await readStore(folder);
    expect(recovered.notices).toHaveLength(1);
    expect(recovered.results.length).toBeGreaterThan(5);
    for (const result of recovered.results) expect(result).toEqual(results[result.specification.seed]);
  });
});
