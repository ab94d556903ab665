import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openRunStore } from '@dof/store';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { runResult } from '../test/run-result.js';
import { temporaryFolders } from '../test/temporary-folder.js';

const temporaryFolder = temporaryFolders();
const built = fileURLToPath(new URL('../dist/index.js', import.meta.url));
const writer = fileURLToPath(new URL('../test/endless-writer.mjs', import.meta.url));

/** Lets a child process write for a while, kills it with no warning, and answers what it had said was durable. */
async function writeAndKill(folder: string, first: number, milliseconds: number): Promise<string[]> {
  const child = spawn(process.execPath, [writer, folder, String(first), JSON.stringify(runResult())], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await once(child.stdout, 'data');
  await wait(milliseconds);
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
    for (const [round, milliseconds] of [3, 17, 41, 80].entries()) {
      durable.push(...(await writeAndKill(folder, round * 100_000, milliseconds)));
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
    expect(durable.filter((line) => line.startsWith('run')).length).toBeGreaterThan(8);
    await store.put(runResult({ seed: 1e9 }));
    expect(await store.list()).toHaveLength(runs.length + 1);
    await store.close();
  }, 60_000);
});
