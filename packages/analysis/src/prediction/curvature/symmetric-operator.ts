/** A symmetric matrix A known by its products with vectors alone. */
export interface SymmetricOperator {
  /** D: A has shape [D, D]. */
  readonly dimension: number;
  /** Overwrites `out` with A v; both of length D. Neither is kept. */
  apply(v: Float64Array, out: Float64Array): void | Promise<void>;
}
