// The report of 100,000 made-up runs, all files of it: how long it takes and how much memory. Needs the built packages.
// Fails where it takes 20 s or more.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillNormal, keyFromSeed } from '@dof/core';
import { fileReporter } from '@dof/reporting';

const RUNS = Number(process.argv[2] ?? 100_000);
const MOST_SECONDS = 20;
const EPOCHS = 5;
/** Each with the d at which its runs come below a loss of 1. */
const METHODS = { random: 90, 'random-mask': 700, 'lottery-ticket': 180, 'lottery-subspace': 12, lora: 400 };
const degreesOfFreedom = Array.from({ length: 40 }, (_, i) => Math.round(8 * 2 ** (i / 4)));
const cells = Object.keys(METHODS).length * degreesOfFreedom.length;
const seeds = Math.ceil(RUNS / cells);

const noise = new Float32Array(cells * seeds);
fillNormal(keyFromSeed(0), 0, noise);

const shared = {
  format: 1,
  model: { name: 'conv-2', inputShape: [28, 28, 1], layers: [{ type: 'flatten' }], loss: 'softmax-cross-entropy' },
  data: {
    ...{ name: 'mnist', version: '1', options: {}, contentHash: 'ab'.repeat(32) },
    ...{ trainCount: 60_000, testCount: 10_000 },
  },
  backend: { name: 'simd', version: '1' },
  training: {
    optimizer: { name: 'adam', learningRate: 0.05, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    ...{ schedule: [], batchSize: 128, epochs: EPOCHS },
  },
  evaluation: { every: 'epoch', batchSize: 1000 },
};

function run(method, d, seed, index) {
  const last = 2.3 / (1 + (1.3 * d) / METHODS[method]) + 0.02 * Math.abs(noise[index]);
  const history = Array.from({ length: EPOCHS + 1 }, (_, epoch) => {
    const loss = last + (2.3 - last) * 0.3 ** epoch;
    const of = (scale) => ({ loss: loss * scale, accuracy: 1 / (1 + loss * scale) });
    return { epoch, step: 468 * epoch, train: of(1), test: of(1.1) };
  });
  const { train, test } = history[EPOCHS];
  return asRead({
    hash: index.toString(16).padStart(64, '0'),
    specification: {
      ...shared,
      ...{ method: { name: method, version: '1', options: {} }, start: { type: 'init', seed } },
      ...{ degreesOfFreedom: d, seed },
    },
    ...{ status: 'finished', dimension: 20_490, history },
    best: {
      ...{ trainLoss: train.loss, trainAccuracy: train.accuracy },
      ...{ testLoss: test.loss, testAccuracy: test.accuracy },
    },
    ...{ wallTimeSeconds: 30, finishedAt: '2026-01-01T00:00:00.000Z', engineVariant: 'native-avx2' },
  });
}

/** As a store gives it: a run of its own, which shares no object with others. */
function asRead(result) {
  return JSON.parse(JSON.stringify(result));
}

const results = [];
for (const method of Object.keys(METHODS))
  for (const d of degreesOfFreedom)
    for (let seed = 0; seed < seeds; seed += 1) results.push(run(method, d, seed, results.length));
const analysis = { lossLevels: [1.5, 1, 0.5, 0.2, 0.1], delta: 0.5, confidence: 0.95 };
const input = { title: 'large', dimension: 20_490, results, analysis };

const folder = mkdtempSync(join(process.env.DOF_BENCH_FOLDER ?? tmpdir(), 'dof-report-'));
try {
  const [begun, processor] = [performance.now(), process.cpuUsage()];
  const files = await fileReporter.report(input, folder);
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(processor);
  const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
  const written = files.reduce((sum, file) => sum + statSync(file).size, 0);
  console.log(
    `report of ${results.length} runs (${Object.keys(METHODS).length} methods, ${degreesOfFreedom.length} d): ` +
      `${seconds.toFixed(1)} s by the clock, ${((user + system) / 1e6).toFixed(1)} s of processor`,
  );
  console.log(
    `  ${files.length} files, ${megabytes(written)} MB, of which report.html ` +
      `${megabytes(statSync(join(folder, 'report.html')).size)} MB; peak memory ${megabytes(1000 * process.resourceUsage().maxRSS)} MB`,
  );
  if (seconds >= MOST_SECONDS || !readdirSync(folder).includes('report.html')) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
