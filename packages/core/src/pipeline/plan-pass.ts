import type { ExperimentEvent } from '../contracts/experiment-event.js';
import { plannedRun, planRuns, roundingNotices, type MethodRun } from './plan-runs.js';
import type { ResolvedExperiment } from './resolution/resolve-experiment.js';
import { shardRuns, type Shard } from './shard-runs.js';

/** What one pass over an experiment is going to do, as far as it is known beforehand. */
export interface PassPlan {
  readonly runs: readonly MethodRun[];
  /** The first event of the pass. */
  readonly planned: Extract<ExperimentEvent, { type: 'planned' }>;
}

/** Plans the runs of an experiment, or those of one shard; the runs of a search come later. */
export function planPass(resolved: ResolvedExperiment, shard?: Shard): PassPlan {
  const wholePlan = planRuns(resolved);
  const runs = shard === undefined ? wholePlan : shardRuns(wholePlan, shard, (run) => run.preparationKey);
  const notices = [...(resolved.data.notices ?? []), ...resolved.notices, ...roundingNotices(resolved)];
  return {
    runs,
    planned: {
      type: 'planned',
      runs: runs.map(plannedRun),
      dimension: resolved.layout.dimension,
      search: resolved.experiment.search,
      ...(shard === undefined ? {} : { wholePlan: wholePlan.map(({ hash }) => hash) }),
      decided: resolved.methods
        .filter(({ decided }) => Object.keys(decided).length > 0)
        .map(({ method, decided }) => ({ method: method.name, options: decided })),
      ...(notices.length > 0 && { notices }),
    },
  };
}
