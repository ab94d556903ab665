import type { TrialTable } from '@dof/analysis';
import type { RunSummary } from './summary.js';

/** The runs as trials for `@dof/analysis`; a run that never had a finite loss reaches no level. */
export function trialTable(runs: readonly RunSummary[]): TrialTable {
  return runs.map(({ d, seed, startSeed, bestTrainLoss, stopped }) => ({
    d,
    seed,
    best: bestTrainLoss ?? Infinity,
    // Runs of one seed share their initialisation at every d.
    cluster: startSeed,
    ...(stopped === 'level-reached' && { stopped: true }),
  }));
}
