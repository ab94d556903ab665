// Kills a process that writes runs and preparations, at random moments, over and over, and looks after each time whether
// everything it had said was durable is there, once. Needs the built package. Argument: how many times (default 200).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runExperiment } from '@dof/core';
import { syntheticExperiment } from '@dof/testing';
import { openRunStore } from '@dof/store';
import { filter, firstValueFrom } from 'rxjs';

const KILLS = Number(process.argv[2] ?? 200);
const writer = fileURLToPath(new URL('../test/endless-writer.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'dof-soak-'));
const durable = new Set();
let notices = 0;

async function template() {
  const { experiment, container, executor } = syntheticExperiment({ degreesOfFreedom: [1], seeds: 1 });
  const events$ = runExperiment(experiment, { container, executor });
  return (await firstValueFrom(events$.pipe(filter(({ type }) => type === 'run-finished')))).result;
}

const result = JSON.stringify(await template());
try {
  for (let round = 0; round < KILLS; round += 1) {
    const child = spawn(process.execPath, [writer, folder, String(round * 100_000), result], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (chunk) => (said += chunk));
    // Sometimes while the store is still being opened, sometimes after many writes.
    if (round % 4 !== 0) await once(child.stdout, 'data');
    await wait(Math.random() * 120);
    child.kill('SIGKILL');
    await once(child, 'close');
    for (const line of said.split('\n').slice(0, -1)) durable.add(line);
    const store = await openRunStore(folder, { onNotice: () => (notices += 1) });
    const seeds = (await store.list()).map(({ specification }) => specification.seed);
    await store.close();
    if (new Set(seeds).size !== seeds.length) throw new Error(`a run is there twice after kill ${round + 1}`);
    const stored = new Set(seeds);
    const lost = [...durable].filter((line) => line.startsWith('run ') && !stored.has(Number(line.slice(4))));
    if (lost.length > 0) throw new Error(`lost after kill ${round + 1}: ${lost.join(', ')}`);
  }
  const store = await openRunStore(folder);
  for (const line of durable) {
    const [kind, seed] = line.split(' ');
    if (kind !== 'prepared') continue;
    const prepared = await store.getPrepared(`key-${seed}`);
    if (prepared?.arrays.a[0] !== Number(seed)) throw new Error(`preparation ${seed} is lost`);
  }
  await store.close();
  if (notices > 0) throw new Error(`${notices} times the store was found damaged`);
  console.log(`${KILLS} kills: ${durable.size} durable runs and preparations, none lost, none twice, no damage`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
