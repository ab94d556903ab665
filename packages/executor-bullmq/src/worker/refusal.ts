import { isDofError, type DofError } from '@dof/core';
import type { RefusalScope } from '../job/job-progress.js';

/**
 * Errors that are this worker's and not the run's: another worker may well do it. All others are what the same run would
 * end with on the coordinator's own machine.
 */
const SCOPES: readonly (readonly [pattern: RegExp, scope: RefusalScope])[] = [
  [/^DOF_(CODE_MISMATCH|VERSION_MISMATCH|CONTRACT_VERSION|NOT_A_PLUGIN|UNKNOWN_[A-Z]+|ENGINE_UNAVAILABLE)$/, 'code'],
  [/^DOF_DATA(_[A-Z]+)?$/, 'data'],
  [/^DOF_(TOO_LARGE|ENGINE_MEMORY|MODEL_MISMATCH|MODEL_FILE)$/, 'run'],
];

/** What is wrong with this worker, if that is what the error says. */
export function refusalScope(error: unknown): RefusalScope | undefined {
  return isDofError(error) ? scopeOf(error) : undefined;
}

function scopeOf({ code }: DofError): RefusalScope | undefined {
  return SCOPES.find(([pattern]) => pattern.test(code))?.[1];
}
