import type { Objective } from '../contracts/objective.js';
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
