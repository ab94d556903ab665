// Whole runs, as users have them, in processor seconds by part: this repository against version 1 of the engine, and the
// same loop in PyTorch. `npm run bench -w @dof/tools`, after a build. Options: --only TEXT (of titles), --without TEXT
// (of contestants), --rounds N (default 3), --json
// FILE. PyTorch is that of DOF_BENCH_PYTHON, by default /usr/bin/python3. Wants an idle machine.
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { availableEngines, SimdBackend } from '@dof/backend-simd';
import { markdownTable } from '../results/documents.mjs';
import { buildBefore } from './build-before.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    without: { type: 'string', default: 'nothing' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'string', default: join(root, 'node_modules', '.cache', 'dof-bench', 'experiments.json') },
  },
});
const rounds = Number(options.rounds);

const mnist = { inputShape: [28, 28, 1], filters: [16, 32], batch: 128 };
const cifar = { inputShape: [32, 32, 3], filters: [32, 64, 64], batch: 128 };
const random = (projection) => `methods=[{name: random, options: {projection: ${projection}}}]`;

/** One run of each; `pytorch` is the same loop there. */
const CASES = [
  // Version 1 has the dense Gaussian here, as it decided.
  { title: 'the quickstart, all of its 96 runs', file: 'quickstart.yaml', overrides: [], once: true },
  {
    title: 'one of its null model, dense, d = 256',
    file: 'quickstart.yaml',
    overrides: [random('gaussian'), 'degreesOfFreedom=[256]', 'seeds=1'],
    pytorch: { ...mnist, train: 6000, test: 2000, epochs: 3, d: 256 },
  },
  {
    title: 'reference-random-mnist, dense, d = 4096, one epoch',
    file: 'reference-random-mnist.yaml',
    overrides: [random('gaussian'), 'degreesOfFreedom=[4096]', 'seeds=1', 'training.epochs=1'],
    pytorch: { ...mnist, train: 60_000, test: 10_000, epochs: 1, d: 4096 },
  },
  {
    title: 'Conv-3 on 10,000 images of CIFAR-10, dense, d = 512, 3 epochs',
    file: 'cifar10-conv-3.yaml',
    overrides: ['degreesOfFreedom=[512]', 'seeds=1'],
    pytorch: { ...cifar, train: 10_000, test: 2000, epochs: 3, d: 512 },
  },
  {
    title: 'lottery subspace of 1,024 snapshots, Conv-2 on MNIST, d = 128, one epoch',
    once: true,
    file: 'reference-lottery-subspace-mnist.yaml',
    overrides: [
      'methods=[{name: lottery-subspace, options: {snapshots: 1024}}]',
      ...['degreesOfFreedom=[128]', 'seeds=1', 'training.epochs=1'],
    ],
  },
];

const core = String(availableParallelism() - 1);
const pinned = process.platform === 'linux' && spawnSync('taskset', ['--version']).status === 0;
const run = async (command, ...values) => {
  const [program, ...all] = pinned ? ['taskset', '-c', core, command, ...values] : [command, ...values];
  const { stdout } = await promisify(execFile)(program, all, { maxBuffer: 2 ** 24 });
  const reply = JSON.parse(stdout.trim().split('\n').at(-1));
  if (reply.failure !== undefined) throw new Error(reply.failure);
  return reply;
};
const peer = fileURLToPath(new URL('experiment-peer.mjs', import.meta.url));
const ours = (folder, engine) => (one) =>
  run(
    process.execPath,
    peer,
    JSON.stringify({ root: folder(), file: join(root, 'experiments', one.file), overrides: one.overrides, engine }),
  );
const python = process.env['DOF_BENCH_PYTHON'] ?? '/usr/bin/python3';
const native = availableEngines().find((name) => name.startsWith('native')) ?? 'wasm';
const CONTESTANTS = {
  'version 1': ours(buildBefore, native),
  now: ours(() => root, native),
  ...(native === 'wasm' ? {} : { 'version 1, wasm': ours(buildBefore, 'wasm'), 'now, wasm': ours(() => root, 'wasm') }),
  PyTorch: ({ pytorch }) => {
    if (pytorch === undefined) throw new Error('has no such method');
    return run(python, fileURLToPath(new URL('experiment_peer.py', import.meta.url)), JSON.stringify(pytorch));
  },
};
const PARTS = ['step', 'projection', 'evaluation', 'optimizer and loop', 'drawing', 'preparation', 'start-up'];

const total = ({ parts }) => Object.values(parts).reduce((sum, seconds) => sum + seconds, 0);
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** All contestants in turn, `rounds` times; of each the round with the median total, and the least total. */
async function measure(one) {
  const replies = new Map();
  const failures = new Map();
  for (let round = 0; round < (one.once ? 1 : rounds); round++) {
    for (const [name, start] of Object.entries(CONTESTANTS)) {
      if (failures.has(name) || name.includes(options.without) || (one.once && name.endsWith('wasm'))) continue;
      try {
        const reply = await start(one);
        replies.set(name, [...(replies.get(name) ?? []), reply]);
      } catch (error) {
        failures.set(name, error.message.split('\n').findLast((line) => line.includes('Error')) ?? error.message);
      }
    }
  }
  const entries = [...replies].map(([name, all]) => {
    const middle = median(all.map(total));
    const { parts, loss } = all.find((reply) => total(reply) === middle);
    return { name, parts, loss, total: middle, least: Math.min(...all.map(total)) };
  });
  return { title: one.title, entries, failures: [...failures] };
}

function lines({ title, entries, failures }) {
  const seconds = (value) => (value === undefined ? '' : value.toFixed(2));
  const table = markdownTable(
    ['', ...PARTS, 'in all', 'least', 'best loss'],
    entries.map(({ name, parts, loss, total: all, least }) => [
      name,
      ...PARTS.map((part) => seconds(parts[part])),
      seconds(all),
      seconds(least),
      loss === undefined ? '' : loss.toFixed(4),
    ]),
  );
  const of = (name) => entries.find((entry) => entry.name === name);
  const ratios = entries.flatMap(({ name }) => {
    const [before, now] = [of(name), of(name === 'version 1, wasm' ? 'now, wasm' : 'now')];
    if (name.startsWith('now') || before === undefined || now === undefined) return [];
    const ratio = `${(before.total / now.total).toFixed(2)} times ${now.name} (least ${(before.least / now.least).toFixed(2)})`;
    return [`${name}: ${ratio}`];
  });
  return [
    `### ${title}`,
    '',
    table,
    '',
    ...ratios.map((text) => `- ${text}`),
    ...failures.map(([name, why]) => `- ${name}: not measured: ${why}`),
    '',
  ];
}

const load = loadavg()[0];
const results = {
  machine: { processor: cpus()[0]?.model ?? 'unknown', node: process.version, pinned, loadBefore: load },
  engine: new SimdBackend({ engine: native }).describe(),
  rounds,
  text: '',
};
for (const one of CASES.filter(({ title }) => title.includes(options.only))) {
  const text = lines(await measure(one)).join('\n');
  results.text += `${text}\n`;
  process.stdout.write(`${text}\n`);
}
results.machine.loadAfter = loadavg()[0];
mkdirSync(dirname(options.json), { recursive: true });
writeFileSync(options.json, `${JSON.stringify(results, undefined, 2)}\n`);
process.stdout.write(
  `load ${load.toFixed(2)} before, ${results.machine.loadAfter.toFixed(2)} after; JSON: ${options.json}\n`,
);
