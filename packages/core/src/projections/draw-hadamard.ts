import type { HadamardProjection } from '../contracts/linear-map.js';
import type { RandomKey } from '../contracts/random-key.js';
import { randomOrder } from '../random/random-order.js';
import { splitKey } from '../random/split-key.js';
import { randomSigns } from './random-columns.js';

const LEAST_REST = 32;

/**
 * The random choices of a subsampled randomised Hadamard transform: entry (i, j) of A is
 * `signs[i]` (-1)^(number of common bits of `rows[i]` and `columns[j]`) / sqrt(D).
 */
export interface HadamardDraw {
  /** n, a power of two. */
  readonly order: number;
  /** The D different rows of the Hadamard matrix, from 0 to n - 1. */
  readonly rows: Uint32Array;
  /** Its d different columns. */
  readonly columns: Uint32Array;
  /** The sign of each of the D rows. */
  readonly signs: Int8Array;
}

/** The smallest power of two that is at least `count`, for whole numbers from 1 to 2^31. */
export function nextPowerOfTwo(count: number): number {
  return count <= 1 ? 1 : 2 ** (32 - Math.clz32(count - 1));
}

export function drawHadamard(spec: HadamardProjection, key: RandomKey): HadamardDraw {
  const order = orderFor(Math.max(spec.rows, spec.columns));
  return {
    order,
    rows: randomOrder(splitKey(key, 'rows'), order).slice(0, spec.rows),
    columns: randomOrder(splitKey(key, 'columns'), order).slice(0, spec.columns),
    signs: randomSigns(splitKey(key, 'signs'), 0, spec.rows),
  };
}

/**
 * D rows and D columns of a Hadamard matrix are singular exactly when the n - D other rows and columns are, which is
 * likely for a few of them: two rows of two signs agree or are opposite half of the time.
 */
function orderFor(size: number): number {
  const order = nextPowerOfTwo(size);
  return order === size ? order : nextPowerOfTwo(size + LEAST_REST);
}
