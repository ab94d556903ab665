import type { Backend, LinearMap } from '@dof/core';
import { explicitMap, referenceLinearMap } from './reference-linear-map.js';
import { referenceObjective } from './reference-objective.js';

/** The slow float64 engine as a {@link Backend}: what the fast ones are measured against, and enough for small tests. */
export class ReferenceBackend implements Backend {
  readonly name = 'reference';
  readonly version = '1';

  describe(): ReturnType<Backend['describe']> {
    return { variant: 'float64', detail: 'plain loops in float64, for tests only' };
  }

  async compile(...[model, data, options]: Parameters<Backend['compile']>): ReturnType<Backend['compile']> {
    return referenceObjective(model, data, options);
  }

  async linearMap(...[spec, key]: Parameters<Backend['linearMap']>): ReturnType<Backend['linearMap']> {
    return referenceLinearMap(spec, key);
  }

  async columnsMap(columns: readonly Float32Array[], scale?: ArrayLike<number>): Promise<LinearMap> {
    const matrix = columns.map((column, j) => Float64Array.from(column, (entry) => entry * (scale?.[j] ?? 1)));
    return { ...explicitMap(columns[0].length, matrix), form: { kind: 'columns', columns, scale } };
  }

  dispose(): void {
    // Holds nothing.
  }
}
