import { describe, expect, it } from '@jest/globals';
import { parameterLayout, type LayerSpec, type ModelSpec } from '@dof/core';
import { normalArray } from '../problems/random-arrays.js';
import { referenceEvaluation } from './reference-evaluation.js';
import { referenceLossAndGradient } from './reference-loss-and-gradient.js';

const LABELS = [2, 0, 1, 1, 0, 2, 1];
const LENGTH = 6;
const inputs = normalArray([1, 2], 0, LABELS.length * LENGTH);

function problem(loss: ModelSpec['loss'], ...layers: LayerSpec[]): { model: ModelSpec; w: Float64Array } {
  const dense: LayerSpec[] = [{ type: 'flatten' }, { type: 'dense', units: 3 }];
  const model: ModelSpec = { name: 'test', inputShape: [2, 3, 1], layers: [...layers, ...dense], loss };
  return { model, w: normalArray([3, 4], 0, parameterLayout(model).dimension) };
}
const plain = problem('mean-squared-error', { type: 'conv2d', filters: 2, kernelSize: 3 }, { type: 'tanh' });
const normalised = problem(
  'softmax-cross-entropy',
  { type: 'conv2d', filters: 2, kernelSize: 3 },
  { type: 'batchNorm' },
);

describe('referenceEvaluation', () => {
  it('does not depend on the batches without batch norm', () => {
    const { model, w } = plain;
    const whole = referenceEvaluation(model, w, inputs, LABELS, 7);
    for (const size of [1, 3, 100]) {
      const { loss, accuracy } = referenceEvaluation(model, w, inputs, LABELS, size);
      expect(loss).toBeCloseTo(whole.loss, 13);
      expect(accuracy).toBe(whole.accuracy);
    }
  });

  it('normalises by batches in file order, the last one smaller, and weighs every example alike', () => {
    const { model, w } = normalised;
    let loss = 0;
    let right = 0;
    for (const [first, count] of [
      [0, 3],
      [3, 3],
      [6, 1],
    ]) {
      const slice = inputs.slice(first * LENGTH, (first + count) * LENGTH);
      const batch = referenceLossAndGradient(model, w, slice, LABELS.slice(first, first + count));
      loss += batch.loss * count;
      right += batch.accuracy * count;
    }
    const evaluation = referenceEvaluation(model, w, inputs, LABELS, 3);
    expect(evaluation.loss).toBeCloseTo(loss / 7, 13);
    expect(evaluation.accuracy).toBeCloseTo(right / 7, 13);
    expect(Math.abs(referenceEvaluation(model, w, inputs, LABELS, 4).loss - evaluation.loss)).toBeGreaterThan(1e-3);
  });
});
