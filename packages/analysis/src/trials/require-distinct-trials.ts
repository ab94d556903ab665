import { DofError } from '@dof/core';
import type { TrialTable } from './trial.js';

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
