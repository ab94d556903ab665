import type { Conv2dSpec, LayerShape } from '@dof/core';

/** How a convolution is cut into tiles of outputs, each computed by minimal filtering F(tile x tile, 3 x 3). */
export interface WinogradTiles {
  /** Side of a tile. */
  readonly tile: 2 | 4;
  /** Tiles that are transformed, multiplied and transformed back together. */
  readonly tilesAtOnce: number;
}

/**
 * What transforming one of a tile's products costs, forth or back, in multiplications and additions of the product
 * itself, for one channel. Between 8 and 12 with every instruction set: at 12, the narrow networks of `npm run bench` are no slower with tiles.
 */
const TRANSFORM_COST = 12;

/**
 * The tiles of a convolution, where they cost less than the direct kernel: an image of T tiles takes
 * (tile + 2)^2 T (i o + 12 (i + o)) operations, from i to o channels (i and o of the transforms and o of the product in
 * whole vectors), and 9 i o for every pixel directly. Larger tiles round more, so they must cost less.
 *
 * @param pixel floats from one pixel of the input to the next.
 * @param lanes float32 values per vector.
 * @returns undefined where the direct kernel is no slower, or the only one: kernels but 3 x 3, strides, padding of more than two
 *   pixels, and inputs without room for whole vectors of channels.
 */
export function winogradTiles(
  { kernelSize, stride = 1, padding }: Conv2dSpec,
  input: LayerShape,
  output: LayerShape,
  pixel: number,
  lanes: number,
): WinogradTiles | undefined {
  if (kernelSize !== 3 || stride !== 1 || pixel % lanes !== 0) return undefined;
  // The gradient of the input would begin inside that of the output.
  if (typeof padding === 'number' && padding > 2) return undefined;
  const columns = Math.ceil(output.channels / lanes) * lanes;
  const operations = input.channels * columns;
  const cost = (tile: number): number =>
    (tile + 2) ** 2 * tilesPerImage(output, tile) * (operations + TRANSFORM_COST * (pixel + columns));
  const tile = cost(4) < cost(2) ? 4 : 2;
  if (cost(tile) >= 9 * output.height * output.width * operations) return undefined;
  return { tile, tilesAtOnce: balancedTiles(pixel, columns) };
}

/** Tiles that cover the outputs of one image. */
export function tilesPerImage(
  { height, width }: { readonly height: number; readonly width: number },
  tile: number,
): number {
  return Math.ceil(height / tile) * Math.ceil(width / tile);
}

/**
 * As many tiles as make reading a matrix of weights, once for all of them, cost what their own planes cost, which are
 * written and read; within what a second-level cache holds.
 */
function balancedTiles(from: number, to: number): number {
  const balanced = (from * to) / (2 * (from + to));
  return Math.min(Math.max(8 * Math.round(balanced / 8), 24), 64);
}
