import { describe, expect, it } from '@jest/globals';
import type { LayerSpec } from '../contracts/model-spec.js';
import { forwardOperations } from './forward-operations.js';

describe('forwardOperations', () => {
  const of = (inputShape: readonly [number, number, number], ...layers: LayerSpec[]): number =>
    forwardOperations({ name: 'counted', inputShape, layers, loss: 'softmax-cross-entropy' });
  const conv = (filters: number, rest = {}): LayerSpec => ({ type: 'conv2d', filters, kernelSize: 3, ...rest });

  it('counts a product for every weight at every place, and what it is added to', () => {
    expect(of([4, 6, 3], conv(5))).toBe(2 * 4 * 6 * 5 * 9 * 3);
    expect(of([4, 6, 3], conv(5, { padding: 'valid' }))).toBe(2 * 2 * 4 * 5 * 9 * 3);
    expect(of([4, 6, 4], conv(6, { groups: 2 }))).toBe(2 * 4 * 6 * 6 * 9 * 2);
    expect(of([4, 6, 3], conv(5, { stride: 2 }))).toBe(2 * 2 * 3 * 5 * 9 * 3);
    expect(of([4, 6, 3], { type: 'flatten' }, { type: 'dense', units: 7 })).toBe(2 * 72 * 7);
  });

  it('counts both paths of a residual, and nothing for other layers', () => {
    const shortcut: LayerSpec[] = [conv(5, { kernelSize: 1 })];
    const residual: LayerSpec = { type: 'residual', body: [conv(5), { type: 'batchNorm' }], shortcut };
    expect(of([4, 4, 3], residual, { type: 'relu' })).toBe(2 * 16 * 5 * 3 * (9 + 1));
  });
});
