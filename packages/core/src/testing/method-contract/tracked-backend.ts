import type { Backend } from '../../contracts/backend.js';
import type { LinearMap } from '../../contracts/linear-map.js';

/** A backend that counts the linear maps that it gave out and that are not disposed of. */
export interface TrackedBackend extends Backend {
  /** What is still held, in words; empty when everything has been given back. */
  held(): readonly string[];
}

/** Wraps a backend; everything else is as it does it. */
export function trackedBackend(backend: Backend): TrackedBackend {
  const held = new Map<LinearMap, string>();
  const tracked = (map: LinearMap): LinearMap => {
    held.set(map, `a linear map of ${map.rows} x ${map.columns}`);
    return {
      rows: map.rows,
      columns: map.columns,
      apply: (theta, origin, out) => map.apply(theta, origin, out),
      applyTranspose: (g, out) => map.applyTranspose(g, out),
      dispose: () => {
        held.delete(map);
        map.dispose();
      },
    };
  };
  return {
    name: backend.name,
    version: backend.version,
    describe: () => backend.describe(),
    compile: (...compiled) => backend.compile(...compiled),
    linearMap: async (spec, key) => tracked(await backend.linearMap(spec, key)),
    columnsMap:
      backend.columnsMap &&
      (async (columns, scale) => tracked((await backend.columnsMap?.(columns, scale)) as LinearMap)),
    dispose: () => backend.dispose(),
    held: () => [...held.values()],
  };
}
