import type { FastfoodProjection } from '../contracts/linear-map.js';
import type { RandomKey } from '../contracts/random-key.js';
import { fillNormal } from '../random/normal.js';
import { randomOrder } from '../random/random-order.js';
import { splitKey } from '../random/split-key.js';
import { nextPowerOfTwo } from './draw-hadamard.js';
import { randomSigns } from './random-columns.js';

/** The least order: each entry is then a sum over enough draws to be nearly normal. */
const LEAST_ORDER = 256;

/**
 * The random choices of stacked Fastfood blocks V = S H G P H B, each array with the n entries of every block in turn:
 * (P x)_i = x at `order[i]`. The last block's rows beyond D have scale 0.
 */
export interface FastfoodDraw {
  /** n, a power of two. */
  readonly order: number;
  readonly blocks: number;
  /** B. */
  readonly signs: Int8Array;
  /** P, numbers from 0 to n - 1. */
  readonly permutation: Uint32Array;
  /** G. */
  readonly gaussian: Float32Array;
  /** c S, with the factors of the blocks' lengths. */
  readonly scale: Float32Array;
}

export function drawFastfood({ rows, columns }: FastfoodProjection, key: RandomKey): FastfoodDraw {
  const order = Math.max(LEAST_ORDER, nextPowerOfTwo(columns));
  const blocks = Math.ceil(rows / order);
  const permutation = new Uint32Array(blocks * order);
  const gaussian = new Float32Array(blocks * order);
  for (let block = 0; block < blocks; block++) {
    permutation.set(randomOrder(splitKey(splitKey(key, 'orders'), block), order), block * order);
    fillNormal(splitKey(key, 'normal draws'), block, gaussian.subarray(block * order, (block + 1) * order));
  }
  return {
    order,
    blocks,
    signs: randomSigns(splitKey(key, 'signs'), 0, blocks * order),
    permutation,
    gaussian,
    scale: rowScales(rows, order, gaussian, key),
  };
}

/**
 * A row of H G P H B has length sqrt(n) |G|; it is scaled to a draw of the length of n normal draws, and all of them
 * together to a sum of squares of n, so that the mean square length of the n columns is 1. Without the signs a smooth
 * direction of R^D, such as equal biases, would meet few of the normal draws: H concentrates what varies slowly.
 */
function rowScales(rows: number, order: number, gaussian: Float32Array, key: RandomKey): Float32Array {
  const draws = new Float32Array(rows);
  fillNormal(splitKey(key, 'row lengths'), 0, draws);
  const signs = randomSigns(splitKey(key, 'row signs'), 0, rows);
  const squares = Float64Array.from(draws, (z) => chiSquare(order, z));
  const common = Math.sqrt(order / squares.reduce((sum, square) => sum + square, 0));
  const scale = new Float32Array(gaussian.length);
  for (let first = 0; first < rows; first += order) {
    const norm = Math.sqrt(gaussian.subarray(first, first + order).reduce((sum, g) => sum + g * g, 0));
    for (let row = first; row < Math.min(rows, first + order); row++) {
      scale[row] = (signs[row] * common * Math.sqrt(squares[row])) / (Math.sqrt(order) * norm);
    }
  }
  return scale;
}

/** Quantile of the chi-square distribution with n >= 256 degrees of freedom (Wilson and Hilferty, PNAS 1931). */
function chiSquare(n: number, z: number): number {
  const root = 1 - 2 / (9 * n) + z * Math.sqrt(2 / (9 * n));
  return n * root * root * root;
}
