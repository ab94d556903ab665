/**
 * Writes docs/results/resnet20-gradient-error.md: how far float32 moves the gradient of ResNet20, in this engine and in
 * PyTorch, from the gradient in float64 (PyTorch's). Needs a build and a Python with torch and numpy (Debian:
 * python3-torch): that of DOF_BENCH_PYTHON, by default /usr/bin/python3.
 *
 *     node tools/results/resnet20-gradient-error.mjs [number of draws]
 */
import 'reflect-metadata';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { randomDataset } from '../../packages/testing/dist/index.js';
import { availableEngines, SimdBackend } from '../../packages/backend-simd/dist/index.js';
import { resnet20 } from '../../packages/models/dist/index.js';
import { markdownTable, root } from './documents.mjs';

const draws = Number(process.argv[2] ?? 16);
const [BATCH, CLASSES, INPUT_SHAPE] = [128, 10, [32, 32, 3]];
const model = resnet20.build({ inputShape: INPUT_SHAPE, classes: CLASSES });
// native-plain has the bits of WebAssembly.
const engines = availableEngines().filter((name) => name !== 'native-plain');
const folder = await mkdtemp(join(tmpdir(), 'gradient-error-'));
const place = (name) => join(folder, name);

const python = spawn(
  process.env.DOF_BENCH_PYTHON ?? '/usr/bin/python3',
  [new URL('resnet20_gradient_error.py', import.meta.url).pathname],
  {
    stdio: ['pipe', 'pipe', 'inherit'],
  },
);
python.on('exit', (code, signal) => {
  if (code !== 0) process.stderr.write(`Python ended with ${signal ?? code}\n`);
});
const answers = createInterface({ input: python.stdout })[Symbol.asyncIterator]();

/** The gradients of one draw of parameters, images and labels, by who computed them. */
async function gradientsOf(draw) {
  const data = randomDataset([draw, 1], { inputShape: INPUT_SHAPE, classes: CLASSES, trainCount: BATCH, testCount: 1 });
  const batch = { split: 'train', indices: Uint32Array.from({ length: BATCH }, (_, i) => i) };
  const gradients = {};
  let w;
  let segments;
  for (const engine of engines) {
    const backend = new SimdBackend({ engine });
    const objective = await backend.compile(model, data, { batchSize: BATCH, evaluationBatchSize: BATCH });
    w = objective.initialise([draw, 2]);
    ({ segments } = objective.layout);
    gradients[engine] = new Float32Array(w.length);
    await objective.lossAndGradient(w, batch, gradients[engine]);
    backend.dispose();
  }
  const { scale, mean } = data.standardisation;
  // Float32 as the engine stages them, so that all start from the same inputs.
  const inputs = Float32Array.from(data.train.inputs, (byte, i) =>
    Math.fround(Math.fround(byte * Math.fround(scale)) - mean[i % mean.length]),
  );
  await writeFile(place('w'), w);
  await writeFile(place('inputs'), inputs);
  await writeFile(place('labels'), data.train.labels);
  const out = { float64: place('float64'), float32: place('float32'), stored: place('stored') };
  const task = {
    layers: model.layers,
    shapes: segments.map(({ shape }) => shape),
    w: place('w'),
    inputs: place('inputs'),
    labels: place('labels'),
    count: BATCH,
    inputShape: INPUT_SHAPE,
    out,
  };
  python.stdin.write(`${JSON.stringify(task)}\n`);
  const { value: version, done } = await answers.next();
  if (done) throw new Error('Python gave no gradient; see above');
  const read = async (path) => new Float64Array((await readFile(path)).buffer.slice(0));
  return {
    version,
    exact: await read(out.float64),
    gradients: { ...gradients, PyTorch: await read(out.float32), 'float32 storage': await read(out.stored) },
  };
}

/** The error's length, and its largest entry, relative to those of the exact gradient. */
function errors(actual, exact) {
  let [square, exactSquare, most, exactMost] = [0, 0, 0, 0];
  exact.forEach((value, i) => {
    const error = actual[i] - value;
    square += error * error;
    exactSquare += value * value;
    most = Math.max(most, Math.abs(error));
    exactMost = Math.max(exactMost, Math.abs(value));
  });
  return { length: Math.sqrt(square / exactSquare), largest: most / exactMost };
}

const results = [];
let torch = '';
for (let draw = 1; draw <= draws; draw++) {
  const { version, exact, gradients } = await gradientsOf(draw);
  torch = version;
  results.push(Object.fromEntries(Object.entries(gradients).map(([who, g]) => [who, errors(g, exact)])));
  process.stderr.write(
    `${draw}: ${Object.entries(results.at(-1)).map(([who, e]) => `${who} ${e.length.toExponential(2)}`)}\n`,
  );
}
python.stdin.end();
await rm(folder, { recursive: true });

const who = Object.keys(results[0]);
const small = (value) => value.toExponential(1);
const sorted = (values) => values.toSorted((a, b) => a - b);
const median = (values) => {
  const rising = sorted(values);
  const half = rising.length / 2;
  return (rising[Math.ceil(half) - 1] + rising[Math.floor(half)]) / 2;
};
const rootMeanSquare = (values) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
const summaries = { median, 'root mean square': rootMeanSquare, largest: (values) => Math.max(...values) };
const table = (measure) =>
  markdownTable(
    ['draw', ...who],
    [
      ...results.map((result, i) => [i + 1, ...who.map((one) => small(result[one][measure]))]),
      ...Object.entries(summaries).map(([name, of]) => [
        name,
        ...who.map((one) => small(of(results.map((result) => result[one][measure])))),
      ]),
    ],
  );
const ratioLine = (one) => {
  const ratios = results.map((result) => result[one].length / result.PyTorch.length);
  const over = ratios.filter((ratio) => ratio > 2).length;
  const all = (of) => (of(results.map((r) => r[one].length)) / of(results.map((r) => r.PyTorch.length))).toFixed(2);
  return `- \`${one}\`: ${all(median)} times PyTorch's by the medians, ${all(rootMeanSquare)} times by the root mean squares; more than twice PyTorch's in ${over} of ${draws} draws, PyTorch's more than twice the engine's in ${ratios.filter((ratio) => ratio < 0.5).length}.`;
};

const text = `# The gradient of ResNet20 in float32

ResNet20 at its initialisation, ${BATCH} random images of 32 x 32 x 3, ${draws} draws of parameters, images and labels. Every
gradient is compared with that of PyTorch ${torch} in float64. \`float32 storage\` is float64 arithmetic whose values between
layers are rounded to float32: no engine that keeps float32 values does better by much.

${engines.map(ratioLine).join('\n')}

A draw's error is that of a few ReLUs whose input is so near 0 that rounding changes its sign. \`float32 storage\` shows it:
2e-7 in the draws in which none flips, about 1e-3 in those in which one does, although nothing but the storage of values is
rounded there. Which ones flip is chance, for this engine as for PyTorch, so one draw's errors may differ by a factor of
three either way, and the engines are compared over all draws. Sums of batch normalisation are float64 already; more exact
sums elsewhere would make flips rarer, never absent.

Length of the error over the length of the gradient:

${table('length')}

Largest error over the largest entry of the gradient:

${table('largest')}
`;
await writeFile(process.env.OUT ?? new URL('docs/results/resnet20-gradient-error.md', root), text);
