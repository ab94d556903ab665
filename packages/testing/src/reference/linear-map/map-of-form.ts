import type { MatrixForm, SynchronousLinearMap } from '@dof/core';
import { referenceLinearMap } from '../reference-linear-map.js';
import { explicitMap } from './explicit-map.js';

/** The map that a form describes, made again from it alone. */
export function mapOfForm(form: MatrixForm): SynchronousLinearMap {
  if (form.kind === 'projection') return referenceLinearMap(form.spec, form.key);
  const { columns, scale } = form;
  const matrix = columns.map((column, j) => Float64Array.from(column, (entry) => entry * (scale?.[j] ?? 1)));
  return explicitMap(columns[0].length, matrix);
}
