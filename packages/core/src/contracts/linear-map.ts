/**
 * What kind of random matrix A to draw. `gaussian`: independent N(0, 1) entries, every column then scaled to unit
 * norm, columns not orthogonalised (Larsen et al. 2022, section 3).
 */
export interface ProjectionSpec {
  readonly kind: 'gaussian';
  /** D. */
  readonly rows: number;
  /** d. */
  readonly columns: number;
}

/** A linear map A from d coordinates to D parameters, and its transpose. */
export interface LinearMap {
  /** D. */
  readonly rows: number;
  /** d. */
  readonly columns: number;
  /** out = origin + A theta, with `theta` of length d, `origin` and `out` of length D. */
  apply(theta: Float32Array, origin: Float32Array, out: Float32Array): void;
  /** out = A^T g, with `g` of length D, `out` of length d. */
  applyTranspose(g: Float32Array, out: Float32Array): void;
  /** Frees engine memory; the map is unusable afterwards. */
  dispose(): void;
}
