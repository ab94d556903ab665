import { fileURLToPath, pathToFileURL } from 'node:url';
import { DofError, methodPreparations, resolvePackage } from '@dof/core';
import type { Executor, MethodPreparations, ResolvedExperiment, RunStore, StartRequest } from '@dof/core';
import { concat, defer, from, mergeMap, of, tap, type Observable } from 'rxjs';
import { distancesAfter, type DirectionAngles } from './search-angles.js';
import { searchDirection } from './search-direction.js';
import { subLevelSetWidths } from './sub-level-set-width.js';
import type { StartWidths, WidthDirection, WidthEvent } from './width-event.js';
import type { WidthSettings } from './width-settings.js';

export interface ExperimentWidthsOptions {
  readonly settings: WidthSettings;
  /** eps: levels of the training loss. */
  readonly levels: readonly number[];
  /** Of the intervals. */
  readonly confidence: number;
  /** Where trainings are done. */
  readonly executor: Executor;
  /** Where they are kept: what is there is not done again. */
  readonly store: RunStore;
  /**
   * Where workers find what does the trainings, as file URLs; default: this package. None for an executor in this process
   * whose container it is registered in.
   */
  readonly modules?: readonly string[];
}

/**
 * Measures the Gaussian widths of the loss's sub-level sets about every start of an experiment, as many directions of each
 * at once as the executor has room for. Cold; unsubscribing cancels the trainings under way and keeps all finished ones.
 * Errors with a DofError when a training cannot be done as asked.
 */
export function measureExperimentWidths(
  resolved: ResolvedExperiment,
  options: ExperimentWidthsOptions,
): Observable<WidthEvent> {
  return defer(() => {
    const { settings, levels, confidence, executor, store, modules = [entryModule()] } = options;
    requireBatch(settings, resolved);
    const { starts } = resolved.experiment;
    const seeds = resolved.experiment.seeds.slice(0, settings.seeds);
    const directions = seeds.flatMap((seed) =>
      starts.flatMap((start) =>
        Array.from({ length: settings.directions }, (_, direction): WidthDirection => ({ start, seed, direction })),
      ),
    );
    const found = new Map<WidthDirection, DirectionAngles>();

    const search = (one: WidthDirection, distances: readonly number[], prepare: MethodPreparations) =>
      searchDirection(resolved, one, { settings, levels, distances, prepare }).pipe(
        tap((event) => {
          if (event.type === 'direction-finished') found.set(event.of, event.found);
        }),
      );
    // The first direction about each start tells the others where to begin.
    const searchAbout = (start: StartRequest, prepare: MethodPreparations): Observable<WidthEvent> => {
      const [first, ...others] = directions.filter((one) => one.start === start);
      const others$ = defer(() => {
        const angles = found.get(first);
        const distances = angles === undefined ? settings.distances : distancesAfter(angles, settings);
        return from(others).pipe(mergeMap((one) => search(one, distances, prepare), executor.concurrency));
      });
      return concat(search(first, settings.distances, prepare), others$);
    };
    const withModules = { ...resolved, modules: [...resolved.modules, ...modules] };
    const search$ = defer(() => methodPreparations(withModules, { executor, store })).pipe(
      mergeMap((prepare) => from(starts).pipe(mergeMap((start) => searchAbout(start, prepare), executor.concurrency))),
    );
    const finish$ = defer(() => {
      const perStart = starts.map((start): StartWidths => {
        const list = seeds.map((seed) =>
          directions.filter((one) => one.start === start && one.seed === seed).flatMap((one) => found.get(one) ?? []),
        );
        const losses = list.map(([{ startLoss }]) => startLoss);
        return {
          start,
          loss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
          levels: subLevelSetWidths(list, { levels, dimension: resolved.layout.dimension, confidence }),
        };
      });
      return of<WidthEvent>({ type: 'finished', starts: perStart });
    });
    const mostTrainings = directions.length * settings.budget;
    return concat(of<WidthEvent>({ type: 'planned', directions, mostTrainings }), search$, finish$);
  });
}

/** Before any work is done, and by the name that the user knows. */
function requireBatch({ training: { batchSize } }: WidthSettings, { dataReference }: ResolvedExperiment): void {
  if (batchSize <= dataReference.trainCount) return;
  throw new DofError(
    'DOF_BAD_BATCH_SIZE',
    `width.training.batchSize is ${batchSize}, the training set has ${dataReference.trainCount} examples: use at most that`,
  );
}

/** File URL of this package's entry, which registers the method. */
function entryModule(): string {
  const installed = resolvePackage('@dof/analysis', fileURLToPath(import.meta.url));
  if (installed === undefined) throw new TypeError('@dof/analysis does not find itself');
  return pathToFileURL(installed.entry).href;
}
