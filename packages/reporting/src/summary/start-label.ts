import type { StartSpecification } from '@dof/core';

type Start = Omit<StartSpecification, 'seed'>;

/** A start in words: `initialisation`, or `burn-in, 20 steps`. */
export function startLabel(start: Start): string {
  if (start.type === 'init') return 'initialisation';
  return 'steps' in start ? `burn-in, ${String(start.steps)} steps` : start.type;
}

/** A start as it is told in tables and labels: `init`, or `burn-in 20`. */
export function shortStartLabel(start: Start): string {
  return 'steps' in start ? `${start.type} ${String(start.steps)}` : start.type;
}
