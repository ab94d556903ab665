import type { StartRequest } from '@dof/core';

/** A start in words: `initialisation`, or `burn-in, 20 steps`. */
export function startName(start: StartRequest): string {
  return start.type === 'init' ? 'initialisation' : `burn-in, ${start.steps} steps`;
}
