import type { RunStore } from '../contracts/run-store.js';
import { forwarded, type ContractMembers } from './forwarded.js';

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
