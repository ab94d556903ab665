import type { Backend, LinearMap, Objective } from '@dof/core';
import { ReferenceBackend, type LayerFamily } from '@dof/testing';

type Compiled = Parameters<Backend['compile']>;
type Drawn = Parameters<Backend['linearMap']>;

/** One defect: parts of an objective, a map or the backend that replace those of the reference. */
export interface Defect {
  readonly backend?: Partial<Backend>;
  readonly objective?: (right: Objective, ...compiled: Compiled) => Partial<Objective>;
  readonly map?: (right: LinearMap, ...drawn: Drawn) => Partial<LinearMap>;
}

/** A specimen that one clause must refuse, and what it must say. */
export interface BrokenSpecimen {
  readonly clause: string;
  readonly defect: string;
  readonly says: RegExp;
  /** What the backend declares; default nothing. */
  readonly layerFamilies?: readonly LayerFamily[];
  readonly make: () => Defect;
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
