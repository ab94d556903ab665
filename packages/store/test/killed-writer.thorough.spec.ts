import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openRunStore } from '@dof/store';
import { beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import { exampleResult } from '@dof/testing';
import { temporaryFolders } from './temporary-folder.js';

const temporaryFolder = temporaryFolders();
const built = fileURLToPath(new URL('../dist/index.js', import.meta.url));
const writer = fileURLToPath(new URL('./endless-writer.mjs', import.meta.url));

/** Lets a child process write, kills it while it goes on writing, and returns what it had said was durable. */
async function writeAndKill(folder: string, first: number, lines: number): Promise<string[]> {
  const child = spawn(process.execPath, [writer, folder, String(first), JSON.stringify(exampleResult())], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  while (said.split('\n').length <= lines) await once(child.stdout, 'data');
  // Lands anywhere within the writes that follow, so that every stage of a write is met over time.
  await wait(Math.random() * 10);
  child.kill('SIGKILL');
  await once(child, 'close');
  return said.split('\n').slice(0, -1);
}

describe('a writer that is killed', () => {
  beforeAll(() => {
    if (!existsSync(built)) throw new Error(`${built} is missing: build the package first`);
  });

  it('loses nothing it had finished, and leaves a store that goes on', async () => {
    const folder = temporaryFolder();
    const durable: string[] = [];
    for (const [round, lines] of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].entries()) {
      durable.push(...(await writeAndKill(folder, round * 100_000, lines)));
    }
    const store = await openRunStore(folder);
    const runs = await store.list();
    const seeds = new Set(runs.map((result) => result.specification.seed));
    expect(seeds.size).toBe(runs.length);
    for (const line of durable) {
      const [kind, number] = line.split(' ');
      const seed = Number(number);
      if (kind === 'run') expect(seeds).toContain(seed);
      else {
        expect(await store.getPrepared(`key-${seed}`)).toEqual({
          meta: seed,
          arrays: { a: new Float64Array(20_000).fill(seed) },
        });
      }
    }
    // Every second line is a run.
    expect(durable.filter((line) => line.startsWith('run')).length).toBeGreaterThanOrEqual(
      1 + 1 + 2 + 2 + 3 + 3 + 4 + 4 + 5,
    );
    await store.put(exampleResult({ seed: 1e9 }));
    expect(await store.list()).toHaveLength(runs.length + 1);
    await store.close();
  }, 300_000);

  it('leaves no claim behind: what it was doing is free at once', async () => {
    const folder = temporaryFolder();
    const script = `
      import { openRunStore } from '@dof/store';
      const store = await openRunStore(process.argv[1]);
      await store.claim('work');
      console.log('claimed');
      setInterval(() => {}, 1000);
    `;
    const arguments_ = ['--input-type=module', '--eval', script, folder];
    const child = spawn(process.execPath, arguments_, { cwd: dirname(built), stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    const store = await openRunStore(folder);
    expect(await store.claim?.('work')).toBeUndefined();
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(await store.claim?.('work')).toBeDefined();
    await store.close();
  }, 120_000);

  it('is taken for dead on another machine once its lease is over, and not before', async () => {
    const folder = temporaryFolder();
    const [owner, other] = await Promise.all([openRunStore(folder), openRunStore(folder)]);
    expect(await owner.claim?.('work')).toBeDefined();
    const database = new Database(join(folder, 'claims.sqlite'));
    const setOwner = database.prepare(
      `UPDATE owners SET host = 'elsewhere', renewed_at = ? WHERE id = (SELECT owner FROM claims WHERE key = 'work')`,
    );
    setOwner.run(Date.now() - 30_000);
    expect(await other.claim?.('work')).toBeUndefined();
    setOwner.run(Date.now() - 61_000);
    expect(await other.claim?.('work')).toBeDefined();
    database.close();
    await owner.close();
    await other.close();
  }, 60_000);
});
