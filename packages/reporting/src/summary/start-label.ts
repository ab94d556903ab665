import type { StartSpecification } from '@dof/core';

/** A start in words: `initialisation`, or `burn-in, 20 steps`. */
export function startLabel(start: Omit<StartSpecification, 'seed'>): string {
  if (start.type === 'init') return 'initialisation';
  return 'steps' in start ? `burn-in, ${String(start.steps)} steps` : start.type;
}
