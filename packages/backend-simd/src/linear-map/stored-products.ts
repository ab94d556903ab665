import type { KernelExports } from '../engine/kernel-exports.js';
import { columnsPerGroup } from './column-groups.js';
import type { KernelMapDefinition } from './kernel-map.js';

/** A product of the kernels with `columns` columns that begin at the address `matrix`. */
type Product = (matrix: number, rows: number, columns: number, from: number, to: number) => void;

/** How the kernels multiply with a matrix that lies as kernels/dense-matrix.h says. */
export interface StoredMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly bytesPerEntry: number;
  readonly apply: Product;
  readonly applyTransposed: Product;
}

/** The products of a stored matrix, whole and by groups of columns, which lie one after the other in it. */
export function storedProducts(
  kernels: KernelExports,
  { rows, columns, bytesPerEntry, apply, applyTransposed }: StoredMatrix,
): Pick<KernelMapDefinition<'matrix'>, 'add' | 'transpose' | 'groups'> {
  const unit = kernels.groupColumns();
  const bytesOf = (count: number): number => bytesPerEntry * kernels.matrixFloats(rows, count);
  const perGroup = columnsPerGroup(unit, bytesOf(unit), columns);
  return {
    add: ({ matrix, long, short }) => apply(matrix, rows, columns, short, long),
    transpose: ({ matrix, long, short }) => applyTransposed(matrix, rows, columns, long, short),
    groups:
      perGroup === undefined
        ? undefined
        : {
            columns: perGroup,
            transpose: ({ matrix, long, short }, from, to) =>
              applyTransposed(matrix + bytesOf(from), rows, to - from, long, short + 4 * from),
            add: ({ matrix, long, short }, from, to) =>
              apply(matrix + bytesOf(from), rows, to - from, short + 4 * from, long),
          },
  };
}
