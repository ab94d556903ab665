import { describe, expect, it } from '@jest/globals';
import type { Conv2dSpec, LayerShape } from '@dof/core';
import { winogradTiles } from './winograd-tiles.js';

const shape = (side: number, channels: number): LayerShape => ({ height: side, width: side, channels, flat: false });
const layer = (rest: Partial<Conv2dSpec> = {}): Conv2dSpec => ({ type: 'conv2d', filters: 1, kernelSize: 3, ...rest });
const tileOf = (side: number, from: number, to: number, lanes: number, spec = layer()): number | undefined => {
  const pixel = Math.ceil(from / lanes) * lanes;
  return winogradTiles(spec, shape(side, from), shape(side, to), pixel, lanes)?.tile;
};

describe('winogradTiles', () => {
  it.each([4, 8, 16])('takes the tiles with the fewest operations, at %d lanes', (lanes) => {
    expect(tileOf(16, 32, 64, lanes)).toBe(4);
    // 14 rows take 4 tiles of 4 rows, which is still less than 7 of 2.
    expect(tileOf(14, 16, 32, lanes)).toBe(4);
    // 6 x 6 outputs cost 4 tiles of 36 products or 9 of 16: the smaller ones round less.
    expect(tileOf(6, 64, 64, lanes)).toBe(2);
    expect(tileOf(2, 64, 64, lanes)).toBe(2);
    // One tile in the place of one pixel.
    expect(tileOf(1, 64, 64, lanes)).toBeUndefined();
    expect(tileOf(14, 8, 8, lanes)).toBeUndefined();
  });

  it('leaves everything else to the direct kernel', () => {
    expect(tileOf(16, 32, 64, 4, layer({ kernelSize: 5 }))).toBeUndefined();
    expect(tileOf(16, 32, 64, 4, layer({ stride: 2 }))).toBeUndefined();
    // An input of single values, as the first layer reads it.
    expect(winogradTiles(layer(), shape(32, 33), shape(32, 64), 33, 16)).toBeUndefined();
  });

  it('computes more tiles together where there are more weights to read', () => {
    const [few, many] = [16, 256].map((channels) =>
      winogradTiles(layer(), shape(16, channels), shape(16, channels), channels, 16),
    );
    expect(few).toMatchObject({ tilesAtOnce: 24 });
    expect(many).toMatchObject({ tilesAtOnce: 64 });
  });
});
