import { DofError } from '@dof/core';
import type { SuccessCount } from './count-successes.js';
import type { TrialTable } from './trial.js';

/** @throws DofError `DOF_TRIAL_INVALID` unless d rises and every count is of at least one trial. */
export function checkCounts(counts: readonly SuccessCount[]): void {
  counts.forEach(({ d, trials, successes }, i) => {
    const whole = [d, trials, successes].every(Number.isSafeInteger);
    if (!whole || d < 1 || trials < 1 || successes < 0 || successes > trials) {
      throw new DofError(
        'DOF_TRIAL_INVALID',
        `Count ${i} says ${successes} successes in ${trials} trials at d = ${d}; give whole numbers, d and trials at least 1, successes from 0 to trials.`,
      );
    }
    if (i > 0 && d <= counts[i - 1].d) {
      throw new DofError(
        'DOF_TRIAL_INVALID',
        `Count ${i} is at d = ${d} after d = ${counts[i - 1].d}; sort counts by rising d, one for each d.`,
      );
    }
  });
}

/**
 * A run that is listed twice is no new evidence, and would make intervals too narrow.
 *
 * @throws DofError `DOF_TRIAL_REPEATED` where two trials have the same d, seed and cluster
 */
export function requireDistinctTrials(trials: TrialTable): void {
  const known = new Map<number, Set<number | string>>();
  for (const [index, { d, seed, cluster }] of trials.entries()) {
    let atD = known.get(d);
    if (atD === undefined) known.set(d, (atD = new Set()));
    const name = cluster === undefined || cluster === seed ? seed : `${seed} of ${cluster}`;
    if (atD.has(name)) {
      throw new DofError(
        'DOF_TRIAL_REPEATED',
        `Trial ${index} has d = ${d} and seed = ${seed}, as one before it has; give each run once, and different runs ` +
          'different seeds.',
      );
    }
    atD.add(name);
  }
}
