import { execFileSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { readOnnxNetwork, writeOnnxNetwork } from '@dof/onnx';
import { referenceOutputs } from '@dof/testing';
import { readFixture } from './fixtures/fixture.js';

/**
 * A folder where `npm install --ignore-scripts onnxruntime-node` was done, which takes 290 MB and is therefore no dependency.
 * Without it, files are compared with what PyTorch computed, and written ones are read again.
 */
const folder = process.env['DOF_ONNXRUNTIME'];

const describeWithRuntime: (name: string, tests: () => void) => void =
  folder !== undefined
    ? describe
    : (name, tests) => describe.skip(`${name} (skipped: DOF_ONNXRUNTIME is not set)`, tests);

/** What a file gives for images whose channels are last. */
function run(
  bytes: Uint8Array,
  inputs: Float64Array,
  [height, width, channels]: readonly number[],
  isFlat = false,
): readonly number[] {
  const pixels = height * width;
  const values = Array.from(inputs, (_, i) => {
    const [n, rest] = [Math.floor(i / pixels / channels), i % (pixels * channels)];
    return inputs[(n * pixels + (rest % pixels)) * channels + Math.floor(rest / pixels)];
  });
  const count = inputs.length / pixels / channels;
  const shape = isFlat ? [count, inputs.length / count] : [count, channels, height, width];
  const input = JSON.stringify({ folder, bytes: Buffer.from(bytes).toString('base64'), input: 'image', shape, values });
  const script = fileURLToPath(new URL('./fixtures/run-onnxruntime.mjs', import.meta.url));
  return JSON.parse(execFileSync(process.execPath, [script], { input, encoding: 'utf8' })) as number[];
}

function expectClose(given: readonly number[], expected: ArrayLike<number>): void {
  expect(given).toHaveLength(expected.length);
  given.forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThan(1e-5 * (1 + Math.abs(expected[i]))));
}

function logSoftmax(logits: ArrayLike<number>, classes: number): number[] {
  const values = Array.from(logits);
  return values.map((value, i) => {
    const first = i - (i % classes);
    const total = values.slice(first, first + classes).reduce((sum, one) => sum + Math.exp(one), 0);
    return value - Math.log(total);
  });
}

describeWithRuntime('onnxruntime', () => {
  // Those with batch normalisation are below: onnxruntime does not take the statistics of a batch in a file of PyTorch's.
  it.each(['lenet', 'mlp', 'flat-mlp', 'gelu', 'newer-layers', 'newer-layers-16', 'mean-over-space'])(
    'computes from %s what is read',
    (name) => {
      const { bytes, inputShape, inputs, count } = readFixture(name);
      const { model, w } = readOnnxNetwork(bytes, { name });
      const logits = referenceOutputs(model, Float64Array.from(w), inputs, count);
      // This one ends in a LogSoftmax, which belongs to the loss here.
      const outputs = name === 'mlp' ? logSoftmax(logits, logits.length / count) : logits;
      expectClose(run(bytes, inputs, inputShape, name === 'flat-mlp'), outputs);
    },
  );

  it.each(['lenet', 'vgg', 'resnet', 'flat-mlp', 'mean-over-space', 'by-hand'])(
    'computes from %s, written, what PyTorch does',
    (name) => {
      const { bytes, inputShape, inputs, outputs } = readFixture(name);
      const written = writeOnnxNetwork(readOnnxNetwork(bytes, { name, inputShape }));
      expectClose(run(written, inputs, inputShape), outputs);
    },
  );
});
