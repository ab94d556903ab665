import { innerProducts } from './inner-products.js';
import { linearCombination } from './linear-combination.js';

/** A linear map A from d coordinates to D parameters, and its transpose; a `LinearMap` of `@dof/core`. */
export interface ColumnsMap {
  /** D. */
  readonly rows: number;
  /** d. */
  readonly columns: number;
  /** What it is made of, for an engine that carries it out itself. */
  readonly form: {
    readonly kind: 'columns';
    readonly columns: readonly Float32Array[];
    readonly scale?: ArrayLike<number>;
  };
  /** out = origin + A theta, with `theta` of length d, `origin` and `out` of length D. */
  apply(theta: Float32Array, origin: Float32Array, out: Float32Array): void;
  /** out = A^T g, with `g` of length D, `out` of length d. */
  applyTranspose(g: Float32Array, out: Float32Array): void;
  /** Does nothing: the columns belong to the caller. */
  dispose(): void;
}

/**
 * The map whose columns are given, by plain loops with sums in float64: about 1 ns per entry of A each way.
 *
 * @param columns at least one, all of length D; kept, not copied
 * @param scale of each column; default: 1
 */
export function columnsMap(columns: readonly Float32Array[], scale?: ArrayLike<number>): ColumnsMap {
  const weights = new Float64Array(columns.length);
  return {
    rows: columns[0].length,
    columns: columns.length,
    form: { kind: 'columns', columns, scale },
    apply(theta, origin, out) {
      for (let j = 0; j < weights.length; j++) weights[j] = theta[j] * (scale === undefined ? 1 : scale[j]);
      linearCombination(columns, weights, out, origin);
    },
    applyTranspose(g, out) {
      innerProducts(columns, g, weights);
      for (let j = 0; j < weights.length; j++) out[j] = weights[j] * (scale === undefined ? 1 : scale[j]);
    },
    dispose: () => undefined,
  };
}
