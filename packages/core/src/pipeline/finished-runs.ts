import type { RunResult } from '../contracts/run.js';
import type { ResolvedExperiment } from './resolution/resolve-experiment.js';
import { isSearched, planRun, planRuns, startOf } from './plan-runs.js';
import { requestedSeries } from './requested-series.js';
import { searchRuns } from '../search/search-runs.js';
import { searchedDegreesOfFreedom } from '../search/searched-degrees-of-freedom.js';

/**
 * The runs among those of a store that an experiment asks for: those of its plan, and those that its search would take
 * up. It is what `runExperiment` would report on, were nothing left to train.
 */
export function finishedRuns(resolved: ResolvedExperiment, stored: readonly RunResult[]): readonly RunResult[] {
  const { search } = resolved.experiment;
  const planned = new Set(planRuns(resolved).map(({ hash }) => hash));
  const searched =
    search === undefined
      ? []
      : requestedSeries(resolved)
          .filter(({ method }) => isSearched(resolved, method))
          .flatMap(({ method, start }) => {
            const { finished } = searchRuns({
              stored,
              ends: searchedDegreesOfFreedom(resolved, method).ends,
              seedsPerDegreesOfFreedom: true,
              plan: (d, seed, rule) => planRun(resolved, method, startOf(start, seed), d, seed, rule),
              stopping: search.stopAtLevel ? { trainLoss: search.level, hopeless: search.stopHopeless } : undefined,
            });
            return finished.map(({ hash }) => hash);
          });
  const asked = new Set([...planned, ...searched]);
  return stored.filter(({ hash }) => asked.has(hash));
}
