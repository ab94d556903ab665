import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { storedCoordinates } from '@dof/core';
import { openRunStore } from '@dof/store';
import { describe, expect, it, jest } from '@jest/globals';
import { runInProcess } from '../../../test/run-in-process.js';
import { temporaryFolders } from '../../../test/temporary-folder.js';
import { writeExperiment } from '../../../test/tiny-experiment.js';

jest.setTimeout(600_000);
const temporaryFolder = temporaryFolders();
const SHARDS = ['shard-1', 'shard-2', 'shard-3'];

/** results.json without what no two runs share: how long it took and when it ended. */
function measured(folder: string): unknown {
  return JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8'), (key, value: unknown) =>
    key === 'wallTimeSeconds' || key === 'finishedAt' ? undefined : value,
  );
}

/** What every run of a folder trained, by its hash. */
async function coordinatesIn(folder: string) {
  const store = await openRunStore(folder, { access: 'read' });
  const results = await store.list();
  const all = await Promise.all(results.map(async (run) => [run.hash, await storedCoordinates(store, run)] as const));
  await store.close();
  return new Map(all);
}

async function shards(workingDirectory: string): Promise<void> {
  writeExperiment(workingDirectory);
  for (const [index, out] of SHARDS.entries()) {
    // Each machine has the file in a place of its own.
    const machine = join(workingDirectory, `machine-${index}`);
    mkdirSync(machine);
    const file = writeExperiment(machine);
    const arguments_ = ['run', file, '--shard', `${index + 1}/3`, '--out', out];
    const { code, terminal } = await runInProcess(arguments_, { workingDirectory });
    expect(code).toBe(0);
    expect(terminal.errors()).toMatch(/^2 runs: /);
  }
}

describe('dof run --shard and dof merge', () => {
  it('give what the whole experiment gives, and merging again changes nothing', async () => {
    const workingDirectory = temporaryFolder();
    await shards(workingDirectory);
    await runInProcess(['run', join(workingDirectory, 'tiny.yaml'), '--out', 'whole'], { workingDirectory });
    const merge = ['merge', 'all', ...SHARDS];
    const { code, terminal } = await runInProcess(merge, { workingDirectory });
    expect(code).toBe(0);
    expect(terminal.errors()).toBe(SHARDS.map((name) => `${name}: 2 runs added\n`).join(''));
    expect(terminal.output()).toContain('Threshold training dimension d*');
    expect(measured(join(workingDirectory, 'all'))).toEqual(measured(join(workingDirectory, 'whole')));
    const trained = await coordinatesIn(join(workingDirectory, 'whole'));
    expect(trained.size).toBe(6);
    expect(await coordinatesIn(join(workingDirectory, 'all'))).toEqual(trained);

    const before = readFileSync(join(workingDirectory, 'all', 'results.json'), 'utf8');
    const again = await runInProcess(merge, { workingDirectory });
    expect(again.code).toBe(0);
    expect(again.terminal.errors()).toBe(SHARDS.map((name) => `${name}: 0 runs added, 2 there already\n`).join(''));
    expect(readFileSync(join(workingDirectory, 'all', 'results.json'), 'utf8')).toBe(before);
    const rerun = await runInProcess(['run', join(workingDirectory, 'tiny.yaml'), '--out', 'all'], {
      workingDirectory,
    });
    expect(rerun.terminal.errors()).toContain('all 6 runs finished before: nothing to train');
  });

  it('reports what is there when a shard is missing, and keeps the first of two that contradict each other', async () => {
    const workingDirectory = temporaryFolder();
    await shards(workingDirectory);
    const two = await runInProcess(['merge', 'all', 'shard-1', 'shard-2'], { workingDirectory });
    expect(two.code).toBe(0);
    expect(two.terminal.errors()).toContain('4 of 6 runs finished; the report is of these');

    const source = await openRunStore(join(workingDirectory, 'shard-1'), { access: 'read' });
    const [first] = await source.list();
    await source.close();
    const other = await openRunStore(join(workingDirectory, 'other'));
    await other.put({ ...first, history: first.history.slice(0, 1) });
    await other.put({ ...first, hash: 'made-up' });
    await other.close();
    const { code, terminal } = await runInProcess(['merge', 'all', 'other'], { workingDirectory });
    expect(code).toBe(2);
    expect(terminal.errors()).toMatch(/^other: 0 runs added\n/);
    expect(terminal.errors()).toMatch(
      /dof: 1 run of other came out otherwise than the same one there already, which is kept/,
    );
    expect(terminal.errors()).toMatch(/dof: 1 run of other left out: their names are not the hashes/);
    const target = await openRunStore(join(workingDirectory, 'all'), { access: 'read' });
    expect(await target.get(first.hash)).toEqual(first);
    expect(await target.size()).toMatchObject({ runs: 4 });
    await target.close();
  });

  it('brings what a run trained to a folder that has the run without it', async () => {
    const workingDirectory = temporaryFolder();
    await runInProcess(['run', writeExperiment(workingDirectory), '--out', 'whole'], { workingDirectory });
    const [from, to] = [join(workingDirectory, 'whole'), join(workingDirectory, 'bare')];
    const source = await openRunStore(from, { access: 'read' });
    const bare = await openRunStore(to);
    for (const result of await source.list()) await bare.put(result);
    await source.close();
    await bare.close();
    const { code, terminal } = await runInProcess(['merge', 'bare', 'whole'], { workingDirectory });
    expect(code).toBe(0);
    expect(terminal.errors()).toContain('whole: 0 runs added, 6 there already\n');
    const trained = await coordinatesIn(from);
    expect(trained.size).toBe(6);
    expect(await coordinatesIn(to)).toEqual(trained);
  });

  it.each(['0/3', '4/3', '2', '1/0', 'a/b', '1/9999999'])('refuses --shard %s', async (shard) => {
    const workingDirectory = temporaryFolder();
    const arguments_ = ['run', writeExperiment(workingDirectory), `--shard=${shard}`];
    const { code, terminal } = await runInProcess(arguments_, { workingDirectory });
    expect(code).toBe(2);
    expect(terminal.errors()).toMatch(/^dof: [^\n]*i\/n with i from 1 to n[^\n]*\n$/);
  });

  it('refuses a folder that holds no runs, leaving nothing behind, and one merged into itself', async () => {
    const workingDirectory = temporaryFolder();
    const none = await runInProcess(['merge', 'all', 'nowhere'], { workingDirectory });
    expect(none.code).toBe(2);
    expect(readdirSync(workingDirectory)).toEqual([]);
    expect(none.terminal.errors()).toMatch(/^dof: [^\n]*nowhere holds no runs[^\n]*\n$/);
    const self = await runInProcess(['merge', 'all', './all'], { workingDirectory });
    expect(self.terminal.errors()).toMatch(/cannot be merged into itself/);
  });
});
