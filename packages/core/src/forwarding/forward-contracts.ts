import type { Backend } from '../contracts/backend.js';
import type { LinearMap } from '../contracts/linear-map.js';
import type { Objective } from '../contracts/objective.js';
import type { RunStore } from '../contracts/run-store.js';
import { forwarded, type ContractMembers } from './forwarded.js';

export const OBJECTIVE_MEMBERS: ContractMembers<Objective> = {
  dimension: 'value',
  layout: 'value',
  initialise: 'function',
  lossAndGradient: 'function',
  evaluate: 'function',
  hessianVectorProduct: 'function',
  outputs: 'function',
  pullbackOutputs: 'function',
  dispose: 'function',
};

/** The objective with some members replaced, see {@link forwarded}. */
export function forwardObjective(right: Objective, changes: Partial<Objective> = {}): Objective {
  return forwarded(OBJECTIVE_MEMBERS, right, changes);
}

export const BACKEND_MEMBERS: ContractMembers<Backend> = {
  name: 'value',
  version: 'value',
  describe: 'function',
  compile: 'function',
  readModel: 'function',
  linearMap: 'function',
  columnsMap: 'function',
  topSingularDirections: 'function',
  memoryBytes: 'function',
  dispose: 'function',
};

/** The backend with some members replaced, see {@link forwarded}. */
export function forwardBackend(right: Backend, changes: Partial<Backend> = {}): Backend {
  return forwarded(BACKEND_MEMBERS, right, changes);
}

export const LINEAR_MAP_MEMBERS: ContractMembers<LinearMap> = {
  rows: 'value',
  columns: 'value',
  form: 'value',
  apply: 'function',
  applyTranspose: 'function',
  applyTransposeThenApply: 'function',
  dispose: 'function',
};

/**
 * The map with some members replaced, see {@link forwarded}; whoever changes its products changes its `form` too. Where
 * a product is replaced, the map has one pass for both only if that is replaced too.
 */
export function forwardLinearMap(right: LinearMap, changes: Partial<LinearMap> = {}): LinearMap {
  const replaced = 'apply' in changes || 'applyTranspose' in changes;
  return forwarded(LINEAR_MAP_MEMBERS, right, replaced ? { applyTransposeThenApply: undefined, ...changes } : changes);
}

export const RUN_STORE_MEMBERS: ContractMembers<RunStore> = {
  get: 'function',
  put: 'function',
  replace: 'function',
  list: 'function',
  getPrepared: 'function',
  getPreparedMeta: 'function',
  putPrepared: 'function',
  replacePrepared: 'function',
  claim: 'function',
  close: 'function',
};

/** The store with some members replaced, see {@link forwarded}. */
export function forwardRunStore(right: RunStore, changes: Partial<RunStore> = {}): RunStore {
  return forwarded(RUN_STORE_MEMBERS, right, changes);
}
