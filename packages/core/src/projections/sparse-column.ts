import type { SparseProjection } from '../contracts/linear-map.js';
import type { RandomKey } from '../contracts/random-key.js';
import { logarithm } from '../random/logarithm.js';
import { threefry } from '../random/threefry.js';

const round = Math.fround;

/** The non-zeros of one column: `signs[k]` over the square root of their number, at `rows[k]`, rows ascending. */
export interface SparseColumn {
  readonly rows: Uint32Array;
  readonly signs: Int8Array;
}

/**
 * Column of a sparse projection. Word k of its stream of random words (words 2i and 2i + 1 are the block with counter
 * (i, column)) gives the sign of its k-th non-zero by the lowest bit and the place by the upper ones.
 */
export function sparseColumn(
  { rows, nonZerosPerColumn }: SparseProjection,
  key: RandomKey,
  column: number,
): SparseColumn {
  const word = randomWords(key, column);
  return nonZerosPerColumn === undefined ? byDensity(rows, word) : byNumber(rows, nonZerosPerColumn, word);
}

/**
 * Each row with probability p = 1/sqrt(D): the rows left out between two non-zeros are geometrically distributed,
 * floor(log u / log(1 - p)) with u uniform on (0, 1), in float32 operations like the normal draws.
 */
function byDensity(rows: number, word: (k: number) => number): SparseColumn {
  const logLeftOut = rows === 1 ? -Infinity : logarithm(round(1 - 1 / Math.sqrt(rows)));
  const [places, signs]: [number[], number[]] = [[], []];
  for (let row = -1, k = 0; ; k++) {
    const drawn = word(k);
    const u = ((drawn >>> 9) * 2 + 1) * 2 ** -24;
    row += 1 + Math.floor(round(logarithm(u) / logLeftOut));
    if (row >= rows) break;
    places.push(row);
    signs.push(signOf(drawn));
  }
  if (places.length === 0) {
    places.push(Math.floor((word(1) * rows) / 2 ** 32));
    signs.push(signOf(word(0)));
  }
  return { rows: Uint32Array.from(places), signs: Int8Array.from(signs) };
}

/** One row in each of `count` stretches of rows whose lengths differ by one at most. */
function byNumber(rows: number, count: number, word: (k: number) => number): SparseColumn {
  const place = (_: unknown, k: number): number => {
    const first = Math.floor((k * rows) / count);
    const length = Math.floor(((k + 1) * rows) / count) - first;
    return first + Math.floor(((word(k) >>> 1) * length) / 2 ** 31);
  };
  return {
    rows: Uint32Array.from({ length: count }, place),
    signs: Int8Array.from({ length: count }, (_, k) => signOf(word(k))),
  };
}

function signOf(word: number): number {
  return 1 - 2 * (word & 1);
}

function randomWords(key: RandomKey, stream: number): (k: number) => number {
  const words = new Uint32Array(2);
  let block = -1;
  return (k) => {
    if (k >>> 1 !== block) threefry(key, (block = k >>> 1), stream, words);
    return words[k & 1];
  };
}
