import { DofError } from '@dof/core';
import type { Direction, Trial, TrialTable } from './trial.js';

/** How many of the trials at one d reached a level. */
export interface SuccessCount {
  readonly d: number;
  readonly trials: number;
  readonly successes: number;
}

/**
 * The trials of each d that reached `level`, by rising d. A value equal to the level has reached it; one that was stopped
 * before has not.
 *
 * @throws DofError `DOF_TRIAL_INVALID`, `DOF_LEVEL_INVALID`
 */
export function countSuccesses(trials: TrialTable, level: number, direction: Direction = 'at-most'): SuccessCount[] {
  if (!Number.isFinite(level)) {
    throw new DofError('DOF_LEVEL_INVALID', `The level is ${level}; it must be a finite number.`);
  }
  const counts = new Map<number, { trials: number; successes: number }>();
  for (const [index, trial] of trials.entries()) {
    checkTrial(trial, index);
    let count = counts.get(trial.d);
    if (count === undefined) counts.set(trial.d, (count = { trials: 0, successes: 0 }));
    count.trials += 1;
    if (reaches(trial.best, level, direction)) count.successes += 1;
  }
  return [...counts].map(([d, count]) => ({ d, ...count })).sort((a, b) => a.d - b.d);
}

/** Whether a best value reaches the level; equality does. */
export function reaches(best: number, level: number, direction: Direction): boolean {
  return direction === 'at-most' ? best <= level : best >= level;
}

/** Whether a trial was stopped before it could tell: it may have reached the level later. */
export function isCensored({ best, stopped }: Trial, level: number, direction: Direction): boolean {
  return stopped === true && !reaches(best, level, direction);
}

function checkTrial({ d, best }: Trial, index: number): void {
  if (!Number.isSafeInteger(d) || d < 1) {
    throw new DofError('DOF_TRIAL_INVALID', `Trial ${index} has d = ${d}; d must be a whole number of at least 1.`);
  }
  if (typeof best !== 'number' || Number.isNaN(best)) {
    throw new DofError(
      'DOF_TRIAL_INVALID',
      `Trial ${index} (d = ${d}) has best = ${best}; give a number, Infinity for a run that diverged before it had a loss.`,
    );
  }
}
