import { forwardBackend, forwardLinearMap, type Backend, type LinearMap } from '@dof/core';

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
    return forwardLinearMap(map, {
      dispose: () => {
        held.delete(map);
        map.dispose();
      },
    });
  };
  const columnsMap = backend.columnsMap?.bind(backend);
  const changes: Partial<Backend> = {
    linearMap: async (spec, key) => tracked(await backend.linearMap(spec, key)),
    columnsMap: columnsMap && (async (columns, scale) => tracked(await columnsMap(columns, scale))),
  };
  return {
    ...forwardBackend(backend, changes),
    held: () => [...held.values()],
  };
}
