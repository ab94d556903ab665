import type { ProjectionKind } from '../contracts/linear-map.js';

/** What holds for every draw of a kind of projection. */
export interface ProjectionTraits {
  /** With the same key, the matrix at d is the first d columns of the matrix at every larger d up to D. */
  readonly nested: boolean;
  /** Columns have unit norm to rounding. */
  readonly unitColumns: boolean;
  /**
   * For d up to D the rank is d with probability 1, or as near to 1 as rounding lets normal draws come. Matrices of few
   * different values are singular with a small probability, which falls fast with D and with D - d.
   */
  readonly fullRank: boolean;
}

/** What each kind promises; the reasons are with the kinds in {@link ProjectionSpec}. */
export const projectionTraits: Readonly<Record<ProjectionKind, ProjectionTraits>> = {
  gaussian: { nested: true, unitColumns: true, fullRank: true },
  'gaussian-regenerated': { nested: true, unitColumns: true, fullRank: true },
  'gaussian-int8': { nested: true, unitColumns: true, fullRank: false },
  rademacher: { nested: true, unitColumns: true, fullRank: false },
  sparse: { nested: true, unitColumns: true, fullRank: false },
  hadamard: { nested: true, unitColumns: true, fullRank: false },
  fastfood: { nested: false, unitColumns: false, fullRank: true },
};
