import { describe, expect, it } from '@jest/globals';
import type { LayerSpec } from '@dof/core';
import { imageBlocks, imagesWanted } from './image-blocks.js';
import { planNetwork } from './plan-network.js';
import { planStorage } from './storage-plan.js';

const conv = (filters: number): LayerSpec => ({ type: 'conv2d', filters, kernelSize: 3 });
const blocksOf = (side: number, layers: readonly LayerSpec[], kernels: 'fastest' | 'direct', capacity = 128) => {
  const network = planNetwork(
    { name: 'n', inputShape: [side, side, 1], layers, loss: 'softmax-cross-entropy' },
    16,
    kernels,
  );
  return { network, blocks: imageBlocks(network, planStorage(network, 'training'), capacity) };
};
const ends: LayerSpec[] = [{ type: 'flatten' }, { type: 'dense', units: 2 }];

describe('imageBlocks', () => {
  it('takes as many images as a convolution with few tiles in each likes, within 3 MiB', () => {
    // 8 x 8 outputs are 4 tiles.
    const small = [conv(64), conv(64), ...ends];
    const { network, blocks } = blocksOf(8, small, 'fastest');
    expect(Math.max(...network.ops.map((op) => imagesWanted(network.tensors, op)))).toBe(6);
    expect(blocks[0]).toBeGreaterThanOrEqual(6);
    // An image of 32 x 32 x 128 takes a megabyte with its gradient.
    const large = [conv(128), { type: 'averagePool2d' as const, size: 4 }, conv(512), ...ends];
    expect(blocksOf(32, large, 'fastest').blocks[0]).toBeLessThanOrEqual(3);
  });

  it('never takes more than a batch, nor less than an image', () => {
    expect(blocksOf(8, [conv(64), conv(64), ...ends], 'fastest', 2).blocks).toEqual([2, 2]);
    expect(blocksOf(64, [conv(256), conv(256), ...ends], 'direct').blocks[0]).toBe(1);
  });
});
