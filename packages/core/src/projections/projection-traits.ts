import type { ProjectionKind, ProjectionSpec } from '../contracts/linear-map.js';
import { DofError } from '../errors/dof-error.js';
import { suggestion } from '../errors/near-matches.js';

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

/**
 * Checks a projection; every engine calls this before it draws.
 *
 * @throws DOF_UNSUPPORTED_PROJECTION for a kind that does not exist; DOF_PROJECTION_SIZE unless rows and columns are
 *   whole numbers from 1 to 2^31 - 1, and the non-zeros per column from 1 to the number of rows.
 */
export function requireProjection(spec: ProjectionSpec): void {
  const kinds = Object.keys(projectionTraits);
  if (!kinds.includes(spec.kind)) {
    throw new DofError(
      'DOF_UNSUPPORTED_PROJECTION',
      `there is no projection "${spec.kind}"${suggestion(String(spec.kind), kinds)}`,
    );
  }
  requireCount('rows', spec.rows, 2 ** 31 - 1);
  requireCount('columns', spec.columns, 2 ** 31 - 1);
  if (spec.kind === 'sparse' && spec.nonZerosPerColumn !== undefined) {
    requireCount('non-zeros per column', spec.nonZerosPerColumn, spec.rows);
  }
}

function requireCount(what: string, count: number, most: number): void {
  if (Number.isInteger(count) && count >= 1 && count <= most) return;
  throw new DofError(
    'DOF_PROJECTION_SIZE',
    `a projection needs a whole number of ${what} from 1 to ${most}, not ${count}`,
  );
}
