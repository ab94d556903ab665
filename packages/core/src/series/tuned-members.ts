import type { TunedTraining, TuningRecord } from '../contracts/tuning.js';
import type { SeriesMember } from './series-key.js';

/**
 * Runs with the series that a tuning makes of them: after those at given rates, the runs at the best rates once more, as
 * members of a series of their own. A best rate may be the given one; such a run is a trial of both.
 */
export function tunedMembers<Run extends SeriesMember & { readonly hash: string }>(
  runs: readonly Run[],
  tuning: TuningRecord | undefined,
): readonly Run[] {
  if (tuning === undefined) return runs;
  const { learningRates, training, choices } = tuning;
  const tunedTraining: TunedTraining = { learningRates, training };
  const chosen = new Set(choices.flatMap((choice) => choice.runs));
  const only = new Set(tuning.tunedOnly);
  return [
    ...runs.filter(({ hash }) => !only.has(hash)),
    ...runs.filter(({ hash }) => chosen.has(hash)).map((run) => ({ ...run, tunedTraining })),
  ];
}
