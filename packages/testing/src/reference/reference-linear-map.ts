import { requireProjection, type ProjectionSpec, type RandomKey, type SynchronousLinearMap } from '@dof/core';
import { explicitMap } from './linear-map/explicit-map.js';
import { projectionColumn } from './linear-map/projection-column.js';

/**
 * The definition of every projection, as an explicit matrix: columns and sums in float64, results rounded to float32.
 *
 * @throws DOF_UNSUPPORTED_PROJECTION, DOF_PROJECTION_SIZE.
 */
export function referenceLinearMap(spec: ProjectionSpec, key: RandomKey): SynchronousLinearMap {
  requireProjection(spec);
  const column = projectionColumn(spec, key);
  const matrix = Array.from({ length: spec.columns }, (_, j) => column(j));
  return { ...explicitMap(spec.rows, matrix), form: { kind: 'projection', spec, key } };
}
