import type { LinearMap } from '../contracts/linear-map.js';
import { forwarded, type ContractMembers } from './forwarded.js';

export const LINEAR_MAP_MEMBERS: ContractMembers<LinearMap> = {
  rows: 'value',
  columns: 'value',
  form: 'value',
  apply: 'function',
  applyTranspose: 'function',
  dispose: 'function',
};

/** The map with some members replaced, see {@link forwarded}; whoever changes its products changes its `form` too. */
export function forwardLinearMap(right: LinearMap, changes: Partial<LinearMap> = {}): LinearMap {
  return forwarded(LINEAR_MAP_MEMBERS, right, changes);
}
