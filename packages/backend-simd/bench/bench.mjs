// Speed of the kernels beside what this machine allows: `npm run bench -w @dof/backend-simd`, after a build.
// Prints a table, then the same numbers as one line of JSON. One thread; run it on an idle machine.
import { SimdBackend } from '../dist/index.js';
import { cpus } from 'node:os';
import { machineWorkload } from './machine-workload.mjs';
import { measureInterleaved } from './measure.mjs';
import { networkWorkload } from './network-workload.mjs';
import { projectionWorkload } from './projection-workload.mjs';

const backend = new SimdBackend();
const machine = await machineWorkload();
const network = await networkWorkload(backend);
const projection = await projectionWorkload(backend);

const times = measureInterleaved(
  {
    peak: machine.peak,
    step: network.step,
    evaluation: network.evaluation,
    read: machine.read,
    copy: machine.copy,
    apply: projection.apply,
    applyTranspose: projection.applyTranspose,
  },
  { warmups: 8, rounds: 25 },
);

const gigaflops = (operations, milliseconds) => operations / milliseconds / 1e6;
const peak = gigaflops(machine.peakOperations, times.peak.minimum);
const readRate = machine.readBytes / times.read.median / 1e6;
const rate = (bytes, name) => ({
  ...times[name],
  gigabytesPerSecond: bytes / times[name].median / 1e6,
  shareOfReading: bytes / times[name].median / 1e6 / readRate,
});
const compute = (operations, name) => ({
  ...times[name],
  floor: operations / peak / 1e6,
  gigaflops: gigaflops(operations, times[name].median),
  shareOfPeak: gigaflops(operations, times[name].median) / peak,
});

const results = {
  engine: { version: backend.version, ...backend.describe() },
  machine: {
    processor: cpus()[0]?.model ?? 'unknown',
    node: process.version,
    peakGigaflops: peak,
    readGigabytesPerSecond: readRate,
    copyGigabytesPerSecond: machine.copyBytes / times.copy.median / 1e6,
  },
  conv2Step: compute(network.stepOperations, 'step'),
  conv2Evaluation: {
    ...compute(network.evaluationOperations, 'evaluation'),
    imagesPerSecond: (1000 * network.examples) / times.evaluation.median,
  },
  draw: {
    milliseconds: projection.drawMilliseconds,
    millionNormalsPerSecond: projection.normals / projection.drawMilliseconds / 1e3,
  },
  apply: rate(projection.bytes, 'apply'),
  applyTranspose: rate(projection.bytes, 'applyTranspose'),
};

const percent = (share) => `${(100 * share).toFixed(0)} %`;
const line = (name, { median, minimum, processor }, ...rest) =>
  [name.padEnd(31), ...[median, minimum, processor].map((time) => time.toFixed(2).padStart(9)), ' ', ...rest].join(' ');
const computeLine = (name, result, ...rest) =>
  line(
    name,
    result,
    `floor ${result.floor.toFixed(2)} ms,`,
    `${result.gigaflops.toFixed(1)} GFLOP/s,`,
    `${percent(result.shareOfPeak)} of peak`,
    ...rest,
  );
const rateLine = (name, result) =>
  line(name, result, `${result.gigabytesPerSecond.toFixed(1)} GB/s, ${percent(result.shareOfReading)} of reading`);

process.stdout.write(
  `${[
    `${results.machine.processor}, Node ${process.version}, ${results.engine.variant}, one thread`,
    `multiply-add peak ${peak.toFixed(1)} GFLOP/s; memory reads at ${readRate.toFixed(1)} GB/s, copies at ` +
      `${results.machine.copyGigabytesPerSecond.toFixed(1)} GB/s`,
    '',
    ['', ' median ms', 'least ms', 'CPU ms'].map((title, i) => title.padStart(i === 0 ? 30 : 9)).join(' '),
    computeLine('Conv-2 training step, batch 128', results.conv2Step),
    computeLine(
      'Conv-2 evaluation, 1024 images',
      results.conv2Evaluation,
      `(${results.conv2Evaluation.imagesPerSecond.toFixed(0)} images/s)`,
    ),
    rateLine('A theta, 20,490 x 4096', results.apply),
    rateLine('A^T g, 20,490 x 4096', results.applyTranspose),
    `drawing A: ${projection.drawMilliseconds.toFixed(0)} ms, ` +
      `${results.draw.millionNormalsPerSecond.toFixed(0)} million normals/s`,
    '',
    JSON.stringify(results),
  ].join('\n')}\n`,
);
backend.dispose();
