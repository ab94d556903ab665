import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parameterLayout, type ModelSpec, type WeightsReader } from '@dof/core';
import { referenceLossAndGradient, referenceOutputs } from '@dof/testing';
import { npzReader, parseSafetensors, safetensorsReader, weightTensors } from '@dof/weights';

const fixture = (name: string): Buffer => readFileSync(new URL(`fixtures/${name}`, import.meta.url));

/** What make-fixtures.py trains nothing of: a network of every kind of array. */
const model: ModelSpec = {
  name: 'exported',
  inputShape: [6, 4, 2],
  layers: [
    { type: 'conv2d', filters: 3, kernelSize: 3 },
    { type: 'batchNorm' },
    { type: 'relu' },
    { type: 'maxPool2d', size: 2 },
    { type: 'flatten' },
    { type: 'batchNorm' },
    { type: 'dense', units: 5 },
    { type: 'tanh' },
    { type: 'dense', units: 4, bias: false },
  ],
  loss: 'softmax-cross-entropy',
};
const parameters = parameterLayout(model);
const expected: { pixels: number[]; labels: number[]; logits: number[]; loss: number } = JSON.parse(
  fixture('expected.json').toString(),
);
const inputs = Float64Array.from(expected.pixels, (pixel) => pixel / 255);

async function read(reader: WeightsReader, file: string): Promise<Float32Array> {
  const request = { file, bytes: fixture(file), model, parameters, layout: 'pytorch' as const, except: [] };
  return (await reader.read(request)).w;
}

describe('the weights of a network of PyTorch', () => {
  it.each([
    ['network.safetensors', safetensorsReader],
    ['network.npz', npzReader],
    ['network-nameless.npz', npzReader],
    ['network-fortran.npz', npzReader],
  ])('in %s give the outputs and the loss that PyTorch computed, to 1e-5', async (file, reader) => {
    const w = Float64Array.from(await read(reader, file));
    const outputs = referenceOutputs(model, w, inputs, expected.labels.length);
    for (const [i, logit] of expected.logits.entries()) expect(Math.abs(outputs[i] - logit)).toBeLessThan(1e-5);
    const { loss } = referenceLossAndGradient(model, w, inputs, Uint8Array.from(expected.labels));
    expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-5);
  });

  it('are written as PyTorch has them', async () => {
    const w = await read(safetensorsReader, 'network.safetensors');
    const written = weightTensors({ model, parameters, layout: 'pytorch' }, w);
    const original = parseSafetensors(fixture('network.safetensors'), 'network.safetensors');
    const names = ['0.weight', '0.bias', '1.weight', '1.bias', '5.weight', '5.bias', '6.weight', '6.bias', '8.weight'];
    expect(written.map(({ name }) => name)).toEqual([
      ...['conv2d1.weight', 'conv2d1.bias', 'batchNorm1.weight', 'batchNorm1.bias', 'batchNorm2.weight'],
      ...['batchNorm2.bias', 'dense1.weight', 'dense1.bias', 'dense2.weight'],
    ]);
    const wanted = names.map((name) => original.find((tensor) => tensor.name === name));
    expect(written.map(({ shape, values }) => ({ shape, values }))).toEqual(
      wanted.map((tensor) => ({ shape: tensor?.shape, values: tensor?.values })),
    );
  });

  it('say what was taken for what, and that running statistics are not used', async () => {
    const request = { model, parameters, layout: 'pytorch' as const, except: [] };
    const file = 'network.safetensors';
    const { notices } = await safetensorsReader.read({ ...request, file, bytes: fixture(file) });
    expect(notices).toEqual([
      'The weights of network.safetensors were taken by order and shape: conv2d1 from 0, batchNorm1 from 1, batchNorm2 ' +
        'from 5, dense1 from 6, dense2 from 8.',
      'The running statistics in network.safetensors are not used: networks here normalise with those of each batch.',
    ]);
  });
});
