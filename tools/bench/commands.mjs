// Seconds that commands take by the clock, beside version 1, in interleaved rounds. Part of
// `npm run bench -w @dof/tools`; alone: `node tools/bench/commands.mjs [--rounds N] [--json FILE]`, after a build.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { markdownTable } from '../results/documents.mjs';
import { buildBefore } from './build-before.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    json: { type: 'string', default: join(root, 'node_modules', '.cache', 'dof-bench', 'commands.json') },
  },
});

const THOUSAND_RUNS = `
model:
  name: linear
  inputShape: [4, 4, 1]
  layers: [{ type: flatten }, { type: dense, units: 3 }]
data: { name: synthetic, options: { train: 96, test: 30, inputShape: [4, 4, 1], classes: 3 } }
methods: random
degreesOfFreedom: [1, 2, 4, 6, 8, 12, 16, 24, 32, 48]
seeds: 100
training: { batchSize: 16, epochs: 1 }
analysis: { lossLevels: [1, 0.8, 0.6] }
`;
const ONE_RUN = `
model: conv-2
data: { name: mnist, options: { train: 6000, test: 2000 } }
methods: random
degreesOfFreedom: [64]
seeds: 1
training: { epochs: 1 }
`;
const COLOUR = `
model: conv-2
data: { name: synthetic, options: { train: 12000, test: 100, inputShape: [32, 32, 3] } }
methods: random
degreesOfFreedom: [64]
seeds: 1
training: { epochs: 1 }
`;

/** Seconds until the command ends, or until it writes what is waited for. */
function run(folder, of, words, until) {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = spawn(process.execPath, [join(of, 'packages', 'cli', 'bin', 'dof.js'), ...words], { cwd: folder });
    const end = () => resolve((performance.now() - begun) / 1000);
    let errors = '';
    child.stdout.resume();
    child.stderr.on('data', (text) => {
      errors += text;
      if (until === undefined || !errors.includes(until)) return;
      end();
      child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== 0) reject(new Error(`dof ${words.join(' ')}: ${errors}`));
      end();
    });
  });
}

const folders = [];
function folderWith(text) {
  const folder = mkdtempSync(join(tmpdir(), 'dof-bench-'));
  folders.push(folder);
  writeFileSync(join(folder, 'experiment.yaml'), text);
  return folder;
}

const contestants = { 'version 1': buildBefore(), now: root };
const stores = {};
for (const [name, of] of Object.entries(contestants)) {
  stores[name] = folderWith(THOUSAND_RUNS);
  await run(stores[name], of, ['run', 'experiment.yaml']);
}
const COMMANDS = {
  'dof list methods': (name, of) => run(tmpdir(), of, ['list', 'methods']),
  'dof run, again, nothing to train of 1,000 runs': (name, of) => run(stores[name], of, ['run', 'experiment.yaml']),
  'dof report of 1,000 runs, nothing changed': (name, of) =>
    run(stores[name], of, ['report', join('dof-results', 'experiment')]),
  'dof run, until the first run begins, Conv-2 on MNIST': (name, of) =>
    run(folderWith(ONE_RUN), of, ['run', 'experiment.yaml'], 'random'),
  'dof run, until the first run begins, 12,000 synthetic colour images': (name, of) =>
    run(folderWith(COLOUR), of, ['run', 'experiment.yaml'], 'random'),
};
const samples = new Map();
for (let round = 0; round < Number(options.rounds); round++) {
  for (const [command, measure] of Object.entries(COMMANDS)) {
    for (const [name, of] of Object.entries(contestants)) {
      const key = `${command} ${name}`;
      samples.set(key, [...(samples.get(key) ?? []), await measure(name, of)]);
    }
  }
}
folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));

const sorted = (command, name) => samples.get(`${command} ${name}`).toSorted((a, b) => a - b);
const seconds = (values) => `${values[values.length >> 1].toFixed(2)} (${values[0].toFixed(2)})`;
const text = markdownTable(
  ['seconds by the clock, median (least)', ...Object.keys(contestants)],
  Object.keys(COMMANDS).map((command) => [
    command,
    ...Object.keys(contestants).map((name) => seconds(sorted(command, name))),
  ]),
);
mkdirSync(dirname(options.json), { recursive: true });
writeFileSync(
  options.json,
  `${JSON.stringify({ rounds: Number(options.rounds), load: loadavg()[0], text }, undefined, 2)}\n`,
);
process.stdout.write(`${text}\n`);
