import { describe, expect, it } from '@jest/globals';
import { parameterLayout, type LayerSpec, type ModelSpec } from '@dof/core';
import { normalArray } from '../problems/random-arrays.js';
import { referenceLossAndGradient } from './reference-loss-and-gradient.js';
import { roundingMovement } from './rounding-movement.js';

const LABELS = [0, 2, 1, 0, 2, 1];
const norm: LayerSpec = { type: 'batchNorm' };

/** For every layer with parameters: how far rounding moves its gradient, relative to the gradient's largest entry. */
function conditioning(...layers: LayerSpec[]): Record<string, number> {
  const dense: LayerSpec[] = [{ type: 'tanh' }, { type: 'flatten' }, { type: 'dense', units: 3 }];
  const model: ModelSpec = {
    name: 'test',
    inputShape: [4, 3, 1],
    layers: [...layers, ...dense],
    loss: 'softmax-cross-entropy',
  };
  const { dimension, segments } = parameterLayout(model);
  const [w, inputs] = [normalArray([1, 2], 0, dimension), normalArray([3, 4], 0, LABELS.length * 12)];
  const { gradient } = referenceLossAndGradient(model, w, inputs, LABELS);
  const movement = roundingMovement(model, w, inputs, LABELS);
  expect(movement.loss).toBeGreaterThan(1e-10);
  expect(movement.loss).toBeLessThan(1e-6);
  return Object.fromEntries(
    segments
      .filter(({ kind }) => kind !== 'bias')
      .map(({ layer, offset, length }) => {
        const largest = (values: Float64Array): number =>
          Math.max(...values.slice(offset, offset + length).map(Math.abs));
        return [layer, largest(movement.gradient) / largest(gradient)];
      }),
  );
}

describe('roundingMovement', () => {
  it('is a few roundoffs of float32 where nothing cancels', () => {
    for (const moved of Object.values(conditioning({ type: 'conv2d', filters: 3, kernelSize: 3 }, norm))) {
      expect(moved).toBeGreaterThan(1e-8);
      expect(moved).toBeLessThan(1e-6);
    }
  });

  it('exceeds the gradient by far more where batch norm takes back what a layer does', () => {
    const { conv2d1, dense1 } = conditioning({ type: 'conv2d', filters: 3, kernelSize: 1 }, norm);
    expect(conv2d1).toBeGreaterThan(1e-4);
    expect(dense1).toBeLessThan(1e-5);
  });
});
