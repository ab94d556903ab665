/**
 * An experiment over Redis while workers are killed at random moments and Redis is restarted, then one with a
 * preparation of 300 MB; exits with 1 when a result is missing, twice there, or not that of a local run.
 *
 *   node soak/soak.mjs [minutes] [seed]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const [minutes = 5, seed = 1] = process.argv.slice(2).map(Number);
const fixture = (name) => fileURLToPath(new URL(`../test/fixtures/${name}`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'dof-soak-'));
const port = await freePort();
const environment = { ...process.env, DOF_REDIS_URL: `redis://127.0.0.1:${port}` };
const timings = { lock: 5000, stalledCheck: 1500, heartbeat: 500, reconcile: 1000 };
let state = seed >>> 0;
/** A number from 0 to 1: the same seed, the same story (as far as the machine's timing lets it). */
const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
let redis = startRedis();

const setting = { model: 'linear', data: 'noise', backend: 'reference', training: { batchSize: 8, epochs: 2 } };
const chaos = {
  ...setting,
  methods: [{ name: './tiny-plugins.mjs', options: { slow: 150 } }],
  degreesOfFreedom: [1, 5, 20, 51],
  seeds: Math.ceil((minutes * 60 * 2) / (4 * 6 * 0.15) / 3),
};
const large = {
  ...setting,
  methods: [{ name: './prepared-plugin.mjs', options: { megabytes: 300 } }],
  degreesOfFreedom: [1, 5, 51],
  seeds: 2,
};

try {
  await soak('workers killed and Redis restarted', chaos, { kills: true, redisKills: true, copies: 2 });
  await soak('a preparation of 300 MB', large, {
    kills: false,
    redisKills: false,
    copies: 1,
    mostMemory: 900 * 2 ** 20,
  });
} finally {
  redis.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
console.log('1 passed, 0 failed');

async function soak(title, input, { kills, redisKills, copies, mostMemory = Infinity }) {
  const expected = summary(
    await collect(start('coordinator.mjs', { input }, { ...process.env, DOF_REDIS_URL: undefined })),
  );
  const workers = [1, 2].map(() => start('worker.mjs', { timings }));
  const coordinators = Array.from({ length: copies }, () => start('coordinator.mjs', { input, settings: { timings } }));
  const outputs = coordinators.map(collect);
  let over = false;
  let killed = 0;
  let restarts = 0;
  const done = Promise.all(outputs).finally(() => (over = true));
  while (kills && !over) {
    await Promise.race([done, delay(1000 + random() * 6000)]);
    if (over) break;
    if (redisKills && random() < 0.2) {
      redis.kill('SIGKILL');
      await once(redis, 'exit');
      await delay(random() * 2000);
      redis = startRedis();
      restarts += 1;
    } else {
      const victim = Math.floor(random() * workers.length);
      workers[victim].kill('SIGKILL');
      workers[victim] = start('worker.mjs', { timings });
      killed += 1;
    }
  }
  for (const lines of await done) {
    if (summary(lines) !== expected) fail(`${title}: the results are not those of a local run`);
    const finished = lines.filter(({ type }) => type === 'run-finished').map(({ result }) => result.hash);
    if (new Set(finished).size !== finished.length) fail(`${title}: a run has two results`);
    const { peak } = lines.find(({ type }) => type === 'memory');
    if (peak > mostMemory) fail(`${title}: the coordinator took ${Math.round(peak / 2 ** 20)} MB`);
    console.log(
      `${title}: ${finished.length} runs, ${killed} workers killed, ${restarts} restarts, peak ${Math.round(peak / 2 ** 20)} MB`,
    );
  }
  for (const worker of workers) worker.kill('SIGKILL');
}

function start(name, argument, env = environment) {
  return spawn(process.execPath, [fixture(name), JSON.stringify(argument)], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function collect(child) {
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  await once(child, 'close');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function summary(lines) {
  const finished = lines.find(({ type }) => type === 'experiment-finished');
  if (finished === undefined) fail(`not finished: ${JSON.stringify(lines.at(-2)).slice(0, 500)}`);
  return JSON.stringify(finished.results.map(({ hash, history, best }) => ({ hash, history, best })));
}

function startRedis() {
  const place = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--save', ''];
  return spawn('redis-server', [...place, '--appendonly', 'yes', '--appendfsync', 'always'], { stdio: 'ignore' });
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address();
  server.close();
  return free;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
