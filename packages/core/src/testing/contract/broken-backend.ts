import type { Backend } from '../../contracts/backend.js';
import type { LinearMap } from '../../contracts/linear-map.js';
import type { Objective } from '../../contracts/objective.js';
import { ReferenceBackend } from '../reference/reference-backend.js';

type Compiled = Parameters<Backend['compile']>;
type Drawn = Parameters<Backend['linearMap']>;

/** One defect: parts of an objective, a map or the backend that replace those of the reference. */
export interface Defect {
  readonly backend?: Partial<Backend>;
  readonly objective?: (right: Objective, ...compiled: Compiled) => Partial<Objective>;
  readonly map?: (right: LinearMap, ...drawn: Drawn) => Partial<LinearMap>;
}

/** The reference backend with one defect, to show that a clause of the contract notices it. */
export function brokenBackend({ backend, objective, map }: Defect): Backend {
  const right = new ReferenceBackend();
  return {
    name: right.name,
    version: right.version,
    describe: () => right.describe(),
    dispose: () => right.dispose(),
    async compile(...compiled) {
      const made = await right.compile(...compiled);
      return { ...made, ...objective?.(made, ...compiled) };
    },
    async linearMap(...drawn) {
      const made = await right.linearMap(...drawn);
      return { ...made, ...map?.(made, ...drawn) };
    },
    ...backend,
  };
}
