import type { Matrix } from 'ml-matrix';

/** Entries of a vector summed at a time, so that a tile of eight vectors stays in the cache. */
const STRETCH = 4096;
const TILE = 4;

/**
 * The n x n matrix of inner products of n vectors of one length, summed in float64.
 *
 * @param onRows called now and then with the share done; may pause the work
 */
export async function gramMatrix(
  vectors: readonly Float32Array[],
  onRows: (share: number) => void | Promise<void> = () => undefined,
): Promise<Matrix> {
  const n = vectors.length;
  const length = vectors[0]?.length ?? 0;
  const { Matrix } = await import('ml-matrix');
  const gram = Matrix.zeros(n, n);
  const tile = new Float64Array(TILE * TILE);
  for (let row = 0; row < n; row += TILE) {
    for (let column = 0; column <= row; column += TILE) {
      tile.fill(0);
      for (let from = 0; from < length; from += STRETCH) {
        addProducts(vectors, row, column, from, Math.min(length, from + STRETCH), tile);
      }
      tile.forEach((value, at) => {
        const [i, j] = [row + Math.floor(at / TILE), column + (at % TILE)];
        if (i < n && j < n) gram.set(i, j, value).set(j, i, value);
      });
    }
    // Rows of a triangle: the work done grows with their square.
    await onRows(Math.min(1, (row + TILE) / n) ** 2);
  }
  return gram;
}

/** Adds the inner products of four vectors with four others over one stretch. */
function addProducts(
  vectors: readonly Float32Array[],
  row: number,
  column: number,
  from: number,
  to: number,
  tile: Float64Array,
): void {
  const last = vectors.length - 1;
  const [e, f, g, h] = [0, 1, 2, 3].map((k) => vectors[Math.min(column + k, last)]);
  for (let k = 0; k < TILE; k++) {
    const vector = vectors[Math.min(row + k, last)];
    let [p, q, r, s] = [0, 0, 0, 0];
    for (let i = from; i < to; i++) {
      const value = vector[i];
      p += value * e[i];
      q += value * f[i];
      r += value * g[i];
      s += value * h[i];
    }
    tile[TILE * k] += p;
    tile[TILE * k + 1] += q;
    tile[TILE * k + 2] += r;
    tile[TILE * k + 3] += s;
  }
}
