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
function run(bytes: Uint8Array, inputs: Float64Array, [height, width, channels]: readonly number[]): readonly number[] {
  const pixels = height * width;
  const values = Array.from(inputs, (_, i) => {
    const [n, rest] = [Math.floor(i / pixels / channels), i % (pixels * channels)];
    return inputs[(n * pixels + (rest % pixels)) * channels + Math.floor(rest / pixels)];
  });
  const shape = [inputs.length / pixels / channels, channels, height, width];
  const input = JSON.stringify({ folder, bytes: Buffer.from(bytes).toString('base64'), input: 'image', shape, values });
  const script = fileURLToPath(new URL('./fixtures/run-onnxruntime.mjs', import.meta.url));
  return JSON.parse(execFileSync(process.execPath, [script], { input, encoding: 'utf8' })) as number[];
}

function expectClose(given: readonly number[], expected: ArrayLike<number>): void {
  expect(given).toHaveLength(expected.length);
  given.forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThan(1e-5 * (1 + Math.abs(expected[i]))));
}

describeWithRuntime('onnxruntime', () => {
  it.each(['lenet', 'mean-over-space'])('computes from %s what is read', (name) => {
    const { bytes, inputShape, inputs, count } = readFixture(name);
    const { model, w } = readOnnxNetwork(bytes, { name });
    const outputs = referenceOutputs(model, Float64Array.from(w), inputs, count);
    expectClose(run(bytes, inputs, inputShape), outputs);
  });

  it.each(['lenet', 'vgg', 'resnet', 'flat-mlp', 'mean-over-space', 'by-hand'])(
    'computes from %s, written, what PyTorch does',
    (name) => {
      const { bytes, inputShape, inputs, outputs } = readFixture(name);
      const written = writeOnnxNetwork(readOnnxNetwork(bytes, { name, inputShape }));
      expectClose(run(written, inputs, inputShape), outputs);
    },
  );
});
