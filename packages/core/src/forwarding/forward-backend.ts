import type { Backend } from '../contracts/backend.js';
import { forwarded, type ContractMembers } from './forwarded.js';

export const BACKEND_MEMBERS: ContractMembers<Backend> = {
  name: 'value',
  version: 'value',
  describe: 'function',
  compile: 'function',
  readModel: 'function',
  linearMap: 'function',
  columnsMap: 'function',
  dispose: 'function',
};

/** The backend with some members replaced, see {@link forwarded}. */
export function forwardBackend(right: Backend, changes: Partial<Backend> = {}): Backend {
  return forwarded(BACKEND_MEMBERS, right, changes);
}
