// 10,000 made-up runs through the pipeline and a store on disk: what a run costs beside its training, and whether the
// memory stays flat. Needs the built packages. Fails where a run costs 2 ms of processor time or more.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runExperiment } from '@dof/core';
import { syntheticExperiment } from '@dof/testing';
import { openRunStore } from '@dof/store';
import { lastValueFrom, tap } from 'rxjs';

const SEEDS = Number(process.argv[2] ?? 100);
const MOST_MILLISECONDS = 2;
const MOST_GROWTH_MEGABYTES = 64;
const folder = mkdtempSync(join(process.env.DOF_BENCH_FOLDER ?? tmpdir(), 'dof-bench-'));
const degreesOfFreedom = Array.from({ length: 100 }, (_, i) => i + 1);
const { experiment, container, executor } = syntheticExperiment({ degreesOfFreedom, seeds: SEEDS });
const planned = degreesOfFreedom.length * SEEDS;
const processorMilliseconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const megabytes = () => {
  globalThis.gc?.();
  return process.memoryUsage().rss / 1e6;
};

let failed = false;
const pass = async (name) => {
  const store = await openRunStore(folder);
  const [wall, processor] = [performance.now(), processorMilliseconds()];
  const memory = [];
  let finished = 0;
  await lastValueFrom(
    runExperiment(experiment, { store, executor, container }).pipe(
      tap(({ type }) => {
        if (type !== 'run-finished' && type !== 'run-reused') return;
        finished += 1;
        if (finished % (planned / 10) === 0) memory.push(megabytes());
      }),
    ),
  );
  const each = (total) => (total / planned).toFixed(3);
  const cost = each(processorMilliseconds() - processor);
  const stored = (await store.size()).runs;
  await store.close();
  console.log(
    `${name}: ${planned} runs, ${each(performance.now() - wall)} ms each by the clock, ${cost} ms of processor`,
  );
  console.log(
    `  memory after each tenth: ${memory.map((value) => value.toFixed(0)).join(' ')} MB; ${stored} runs stored`,
  );
  const growth = memory[memory.length - 1] - memory[1];
  if (Number(cost) >= MOST_MILLISECONDS || growth > MOST_GROWTH_MEGABYTES || stored !== planned) failed = true;
};

try {
  await pass('store new');
  await pass('reuse');
  console.log(`  ${(statSync(join(folder, 'runs.sqlite')).size / planned / 1000).toFixed(1)} kB of disk a run`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (failed) {
  console.error(
    `more than ${MOST_MILLISECONDS} ms a run, more than ${MOST_GROWTH_MEGABYTES} MB of growth, or runs missing`,
  );
  process.exitCode = 1;
}
