/** The two products of a matrix A with D rows and d columns. */
export interface Products {
  /** Adds A theta to `sums`, of length D. */
  addImage(theta: Float32Array, sums: Float64Array): void;
  /** Writes A^T g to `out`, of length d. */
  pullBack(g: Float32Array, out: Float32Array): void;
}
