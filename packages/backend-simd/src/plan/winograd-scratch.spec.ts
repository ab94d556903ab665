import { describe, expect, it } from '@jest/globals';
import type { LayerSpec } from '@dof/core';
import { ArenaLayout } from './arena-layout.js';
import { planNetwork } from './plan-network.js';
import { placeWinograd, planeFloats } from './winograd-scratch.js';

const network = (filters: readonly number[]) => {
  const convolutions = filters.map((count): LayerSpec => ({ type: 'conv2d', filters: count, kernelSize: 3 }));
  const layers: LayerSpec[] = [...convolutions, { type: 'flatten' }, { type: 'dense', units: 2 }];
  return planNetwork({ name: 'n', inputShape: [16, 16, 1], layers, loss: 'softmax-cross-entropy' }, 8);
};

describe('placeWinograd', () => {
  it('has room for the planes of every convolution, for its packed kernel, and for one tile', () => {
    for (const filters of [
      [16, 16],
      [64, 8, 200],
      [300, 300],
    ]) {
      const plan = network(filters);
      const layout = new ArenaLayout();
      const { scratch, edge } = placeWinograd(layout, plan);
      const tiled = plan.ops.filter(({ winograd }) => winograd !== undefined);
      expect(tiled.length).toBeGreaterThan(0);
      for (const { winograd, input, output } of tiled) {
        const [from, to] = [input, output].map((tensor) => plan.tensors[tensor].pixel);
        const side = (winograd?.tile ?? 0) + 2;
        const planes = planeFloats(plan, input, winograd) + planeFloats(plan, output, winograd);
        expect(planes).toBeGreaterThanOrEqual((from + to) * (winograd?.tilesAtOnce ?? 0));
        expect((edge - scratch) / 4).toBeGreaterThanOrEqual(Math.max(side ** 2 * planes, 9 * from * to));
        expect((layout.bytes - edge) / 4).toBeGreaterThanOrEqual(side ** 2 * Math.max(from, to));
      }
    }
  });

  it('takes nothing without tiles', () => {
    const layout = new ArenaLayout();
    expect(placeWinograd(layout, network([4, 4]))).toEqual({ scratch: 0, edge: 0 });
    expect(layout.bytes).toBe(0);
  });
});
