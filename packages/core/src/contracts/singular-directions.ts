/** The leading left singular vectors of the D x n matrix X whose columns are n given vectors. */
export interface SingularDirections {
  /** All n singular values, falling; those beyond the rank are noise of rounding, or 0. */
  readonly singularValues: Float64Array;
  /**
   * How many singular values stand clear of rounding: those whose square is above 64 n 2^-52 of the largest square. 0, with
   * singular values that are all NaN, where a vector is not finite.
   */
  readonly rank: number;
  /** Unit vectors of length D, orthogonal to each other, of the largest singular values first. */
  readonly directions: readonly Float32Array[];
}

/** How a search for singular directions is watched and stopped. */
export interface SingularDirectionsOptions {
  /** Rejects with the signal's reason soon after it is aborted. */
  readonly signal?: AbortSignal;
  /** Told the share done, rising from 0 to 1. It is awaited, so it may let an abort reach work on its caller's thread. */
  readonly onProgress?: (share: number) => void | Promise<void>;
}
