import type { MethodRun } from './plan-runs.js';
import type { RunTasks } from './run-tasks.js';
import type { Work } from './shared-work.js';

/** The work that gives a run its starting point; undefined where it starts at the initialisation. */
export function startWork({ startKey }: Pick<MethodRun, 'startKey'>, tasks: RunTasks): Work | undefined {
  if (startKey === undefined) return undefined;
  if (tasks.givenStart !== undefined) return { key: startKey, what: 'weights', make: tasks.givenStart };
  return { key: startKey, what: 'burn-in', task: () => tasks.burnIn(startKey) };
}
