import type { ProjectionSpec } from '../contracts/linear-map.js';
import { DofError } from '../errors/dof-error.js';
import { suggestion } from '../errors/near-matches.js';
import { projectionTraits } from './projection-traits.js';

/**
 * Checks what a projection is asked to be; every engine calls it before it draws.
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
