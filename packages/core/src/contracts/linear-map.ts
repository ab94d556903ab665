import type { RandomKey } from './random-key.js';

interface ProjectionSize {
  /** D. */
  readonly rows: number;
  /** d. */
  readonly columns: number;
}

/**
 * The definition: independent N(0, 1) entries, every column then scaled to unit norm, columns not orthogonalised
 * (Larsen et al. 2022, section 3). 4 D d bytes.
 */
export interface GaussianProjection extends ProjectionSize {
  readonly kind: 'gaussian';
}

/**
 * The draw of `gaussian` with every N(0, 1) entry rounded to a multiple of 1/24 before its column is scaled to unit
 * norm (so the columns correlate to 0.9999 with those of `gaussian`). One byte holds an entry: D d bytes. A column that
 * rounds to zero, which takes D of a few, has a one in its first row.
 */
export interface RoundedGaussianProjection extends ProjectionSize {
  readonly kind: 'gaussian-int8';
}

/** The matrix of `gaussian`, drawn again from its key in every product: 4 d bytes, and D d draws per product. */
export interface RegeneratedGaussianProjection extends ProjectionSize {
  readonly kind: 'gaussian-regenerated';
}

/** Independent signs of equal probability, over sqrt(D). D d / 8 bytes. */
export interface RademacherProjection extends ProjectionSize {
  readonly kind: 'rademacher';
}

/**
 * Signs of equal probability at few rows of every column, over the square root of their number. Each row of a column is
 * taken with probability 1/sqrt(D), independently (Li, Hastie and Church, KDD 2006; Li et al. 2018); a column that
 * would be empty takes one row. O(sqrt(D) d) operations and about 2 sqrt(D) d bytes.
 */
export interface SparseProjection extends ProjectionSize {
  readonly kind: 'sparse';
  /**
   * Takes exactly this many rows of each column instead, from 1 to D, one in each of as many stretches of rows (Kane and
   * Nelson, J. ACM 2014, the block construction).
   */
  readonly nonZerosPerColumn?: number;
}

/**
 * The transpose of a subsampled randomised Hadamard transform (Ailon and Chazelle 2009; Tropp 2011): D rows and d
 * columns of the Hadamard matrix of order n, taken at random without repetition, random signs on the rows, over
 * sqrt(D). n is D where that is a power of two, and the columns are then orthonormal; otherwise it is the smallest power
 * of two that is at least D + 32. O(D log D) operations, 4 (n + D + d) bytes.
 */
export interface HadamardProjection extends ProjectionSize {
  readonly kind: 'hadamard';
}

/**
 * Fastfood blocks V = c S H G P H B (Le, Sarlos and Smola, ICML 2013; Li et al. 2018), ceil(D / n) of them on top of each
 * other, cut to D rows and d columns; n is the smallest power of two that is at least d and 256. B holds random signs,
 * P is a random order, G holds N(0, 1) draws, S makes the lengths of the rows those of rows of n normal draws and has
 * random signs, H is the Hadamard matrix of order n; all are drawn afresh for every block. c makes the mean square
 * length of the n columns 1; with r = D mod n the standard deviation of a column's length is about
 * sqrt(1 / (n D) + r (1 - r / n) / (2 D^2)). O(D log d) operations, 16 bytes per row.
 */
export interface FastfoodProjection extends ProjectionSize {
  readonly kind: 'fastfood';
}

/**
 * What kind of random matrix A to draw. Columns have unit norm to rounding, except those of `fastfood`. With the same
 * key, a smaller d gives the first columns of the matrix of a larger one (nested), except for `fastfood`, where that
 * holds among the d with the same n, and for `hadamard` with d > D. See {@link projectionTraits}.
 */
export type ProjectionSpec =
  | GaussianProjection
  | RoundedGaussianProjection
  | RegeneratedGaussianProjection
  | RademacherProjection
  | SparseProjection
  | HadamardProjection
  | FastfoodProjection;

export type ProjectionKind = ProjectionSpec['kind'];

/**
 * What a matrix A is, for an engine that carries it out itself: the draw of a projection, or columns that are there.
 * Columns are kept by reference, each of length D, and multiplied by `scale` (default: 1): maps of one preparation at
 * different d share them, and so may the engine.
 */
export type MatrixForm =
  | { readonly kind: 'projection'; readonly spec: ProjectionSpec; readonly key: RandomKey }
  | { readonly kind: 'columns'; readonly columns: readonly Float32Array[]; readonly scale?: ArrayLike<number> };

/** What goes into one pass over the columns of A, and what comes out, see {@link LinearMap.applyTransposeThenApply}. */
export interface ColumnPass {
  /** Of length D. */
  readonly g: Float32Array;
  /** Of length d; A^T g is written to it. */
  readonly pulled: Float32Array;
  /** Of length d. */
  readonly theta: Float32Array;
  /**
   * Changes the coordinates of theta from `from` up to but not including `to`, whose entries of `pulled` are there by
   * then. Called for stretches that follow each other from 0 to d. Must not use the map.
   */
  readonly update: (from: number, to: number) => void;
  /** Of length D. */
  readonly origin: Float32Array;
  /** Of length D; origin + A theta is written to it. */
  readonly out: Float32Array;
}

/**
 * A linear map A from d coordinates to D parameters, and its transpose. An engine on another device returns promises;
 * the arguments must then stay as they are until the promise settles.
 */
export interface LinearMap {
  /** D. */
  readonly rows: number;
  /** d. */
  readonly columns: number;
  /** Absent: the map does not say what it is. */
  readonly form?: MatrixForm;
  /** out = origin + A theta, with `theta` of length d, `origin` and `out` of length D. */
  apply(theta: Float32Array, origin: Float32Array, out: Float32Array): void | Promise<void>;
  /** out = A^T g, with `g` of length D, `out` of length d. */
  applyTranspose(g: Float32Array, out: Float32Array): void | Promise<void>;
  /**
   * What `applyTranspose`, an update of every coordinate and `apply` give one after the other, in every bit, with A read
   * once: a group of columns is used for both products while it is in cache. Absent where that would be no faster.
   */
  applyTransposeThenApply?(pass: ColumnPass): void | Promise<void>;
  /** Frees engine memory; the map is unusable afterwards. */
  dispose(): void;
}

/** A linear map whose products are there when the call returns. */
export interface SynchronousLinearMap extends LinearMap {
  apply(theta: Float32Array, origin: Float32Array, out: Float32Array): void;
  applyTranspose(g: Float32Array, out: Float32Array): void;
  applyTransposeThenApply?(pass: ColumnPass): void;
}
