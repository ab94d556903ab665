import type { Products } from './products.js';
import type { ColumnOf } from './stored-columns.js';

/** Products with a matrix given by its columns, each scaled to unit length. */
export function columnwiseProducts(column: ColumnOf): Products {
  // A column's length is measured at its first use: one that is drawn again need not be drawn for it.
  const norms: number[] = [];
  const norm = (j: number, entries: ArrayLike<number>): number => (norms[j] ??= Math.sqrt(dot(entries, entries)));
  return {
    addImage(theta, sums) {
      theta.forEach((coordinate, j) => {
        const entries = column(j);
        const factor = coordinate / norm(j, entries);
        for (let i = 0; i < entries.length; i++) sums[i] += entries[i] * factor;
      });
    },
    pullBack(g, out) {
      for (let j = 0; j < out.length; j++) {
        const entries = column(j);
        out[j] = dot(entries, g) / norm(j, entries);
      }
    },
  };
}

function dot(x: ArrayLike<number>, y: ArrayLike<number>): number {
  // Four sums: one alone would wait for every addition.
  let [a, b, c, d] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < x.length; i += 4) {
    a += x[i] * y[i];
    b += x[i + 1] * y[i + 1];
    c += x[i + 2] * y[i + 2];
    d += x[i + 3] * y[i + 3];
  }
  for (; i < x.length; i++) a += x[i] * y[i];
  return a + b + (c + d);
}
