import { describe, expect, it } from '@jest/globals';
import { parameterLayout, type LayerSpec, type ModelSpec } from '@dof/core';
import { normalArray } from '../problems/random-arrays.js';
import { exampleLoss } from './example-loss.js';
import { referenceLossAndGradient } from './reference-loss-and-gradient.js';
import { referenceOutputs, referencePullback } from './reference-outputs.js';
import { splitExamples } from './reference-layer.js';

const LABELS = [1, 0, 2, 2, 1];
const COUNT = LABELS.length;
const STEP = 1e-5;
const inputs = normalArray([1, 2], 0, COUNT * 12);

function problem(...layers: LayerSpec[]): { model: ModelSpec; w: Float64Array } {
  const dense: LayerSpec[] = [{ type: 'flatten' }, { type: 'dense', units: 3 }];
  const model: ModelSpec = {
    name: 'test',
    inputShape: [4, 3, 1],
    layers: [...layers, ...dense],
    loss: 'softmax-cross-entropy',
  };
  return { model, w: normalArray([3, 4], 0, parameterLayout(model).dimension) };
}

const convolution: LayerSpec = { type: 'conv2d', filters: 2, kernelSize: 3 };
const problems = {
  'a dense layer': problem(),
  convolutions: problem(convolution, { type: 'tanh' }, { type: 'averagePool2d', size: 2 }),
  'batch normalisation': problem(convolution, { type: 'batchNorm' }, { type: 'gelu' }),
};

describe.each(Object.entries(problems))('the outputs of %s', (_, { model, w }) => {
  const cotangent = normalArray([5, 6], 0, COUNT * 3);

  it('have the derivative that is pulled back, by central differences', () => {
    const along = (point: Float64Array): number =>
      referenceOutputs(model, point, inputs, COUNT).reduce((sum, z, i) => sum + cotangent[i] * z, 0);
    const pulled = referencePullback(model, w, inputs, COUNT, cotangent);
    const largest = Math.max(...pulled.map(Math.abs));
    pulled.forEach((slope, i) => {
      const moved = (by: number): Float64Array => w.map((value, k) => (k === i ? value + by : value));
      const difference = (along(moved(STEP)) - along(moved(-STEP))) / (2 * STEP);
      expect(Math.abs(slope - difference)).toBeLessThan(1e-7 * largest);
    });
  });

  it('give the loss and, pulled back from its gradient in them, the gradient of the loss', () => {
    const losses = splitExamples(referenceOutputs(model, w, inputs, COUNT), COUNT).map((output, n) =>
      exampleLoss[model.loss](output, LABELS[n]),
    );
    const slopes = Float64Array.from(losses.flatMap(({ outputGradient }) => [...outputGradient].map((g) => g / COUNT)));
    const { loss, gradient } = referenceLossAndGradient(model, w, inputs, LABELS);
    expect(losses.reduce((sum, one) => sum + one.loss / COUNT, 0)).toBeCloseTo(loss, 14);
    expect(referencePullback(model, w, inputs, COUNT, slopes)).toEqual(gradient);
  });
});
