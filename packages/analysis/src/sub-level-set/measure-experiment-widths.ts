import { fileURLToPath, pathToFileURL } from 'node:url';
import { methodPreparations, resolvePackage } from '@dof/core';
import type {
  Executor,
  ExperimentEvent,
  JsonObject,
  MethodPreparations,
  ResolvedExperiment,
  RunStore,
  StartRequest,
} from '@dof/core';
import { concat, defer, from, mergeMap, Observable, of, tap } from 'rxjs';
import { anchoredPathOf, anchoredTrainingMethod, type AnchoredTrainingOptions } from './anchored-training-method.js';
import { distancesAfter, searchAngles, type DirectionAngles } from './search-angles.js';
import { subLevelSetWidths, type SubLevelSetWidth } from './sub-level-set-width.js';
import type { WidthSettings } from './width-settings.js';

/** The widths of the sub-level sets as seen from one start of an experiment. */
export interface StartWidths {
  readonly start: StartRequest;
  /** L(w_t) over the training set, in the mean over the seeds. */
  readonly loss: number;
  /** By level, in the order asked. */
  readonly levels: readonly SubLevelSetWidth[];
}

/** One search: a random direction of a seed, about one of its starting points. */
export interface WidthDirection {
  readonly start: StartRequest;
  readonly seed: number;
  /** Counted from 0 within its seed and start. */
  readonly direction: number;
}

/** What happens in a measurement of widths, in order. */
export type WidthEvent =
  | { readonly type: 'planned'; readonly directions: readonly WidthDirection[] }
  /** Of a task's life: trainings are preparations to the pipeline. */
  | { readonly type: 'task'; readonly of: WidthDirection; readonly event: ExperimentEvent }
  | { readonly type: 'direction-finished'; readonly of: WidthDirection; readonly found: DirectionAngles }
  | { readonly type: 'finished'; readonly starts: readonly StartWidths[] };

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
 * Measures the Gaussian widths of the loss's sub-level sets about every start of an experiment, as many directions at once
 * as the executor has room for. Cold; unsubscribing cancels the trainings under way and keeps all finished ones. Errors
 * with a DofError when a training cannot be done as asked.
 */
export function measureExperimentWidths(
  resolved: ResolvedExperiment,
  options: ExperimentWidthsOptions,
): Observable<WidthEvent> {
  const { settings, levels, confidence, executor, store, modules = [entryModule()] } = options;
  const { starts } = resolved.experiment;
  const seeds = resolved.experiment.seeds.slice(0, settings.seeds);
  const directions = seeds.flatMap((seed) =>
    starts.flatMap((start) =>
      Array.from({ length: settings.directions }, (_, direction): WidthDirection => ({ start, seed, direction })),
    ),
  );
  const found = new Map<WidthDirection, DirectionAngles>();
  const withModule = { ...resolved, modules: [...resolved.modules, ...modules] };
  // The first direction about each start tells the others where to begin.
  const isFirst = (one: WidthDirection): boolean => one.seed === seeds[0] && one.direction === 0;
  const distancesOf = (one: WidthDirection): readonly number[] => {
    const first = directions.find((other) => other.start === one.start && isFirst(other));
    const angles = first === undefined ? undefined : found.get(first);
    return angles === undefined ? settings.distances : distancesAfter(angles, settings.distances);
  };
  const searchAll = (prepare: MethodPreparations, list: readonly WidthDirection[]): Observable<WidthEvent> =>
    from(list).pipe(
      mergeMap(
        (one) => defer(() => searchDirection(resolved, one, { ...options, distances: distancesOf(one) }, prepare)),
        executor.concurrency,
      ),
      tap((event) => {
        if (event.type === 'direction-finished') found.set(event.of, event.found);
      }),
    );
  const search$ = defer(() => methodPreparations(withModule, { executor, store })).pipe(
    mergeMap((prepare) =>
      concat(
        searchAll(prepare, directions.filter(isFirst)),
        searchAll(
          prepare,
          directions.filter((one) => !isFirst(one)),
        ),
      ),
    ),
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
  return concat(of<WidthEvent>({ type: 'planned', directions }), search$, finish$);
}

function searchDirection(
  { layout: { dimension }, experiment: { evaluation } }: ResolvedExperiment,
  of: WidthDirection,
  { settings, levels, distances }: ExperimentWidthsOptions & { readonly distances: readonly number[] },
  prepare: MethodPreparations,
): Observable<WidthEvent> {
  const { training, penalty, budget } = settings;
  return new Observable((subscriber) => {
    const abort = new AbortController();
    const train = async (distance: number) => {
      const asked: AnchoredTrainingOptions = {
        ...{ distance, direction: of.direction, training, penalty },
        evaluationBatchSize: evaluation.batchSize,
      };
      const prepared = await prepare(
        {
          method: anchoredTrainingMethod,
          options: asked as unknown as JsonObject,
          ...{ start: of.start, seed: of.seed },
        },
        { signal: abort.signal, emit: (event) => subscriber.next({ type: 'task', of, event }) },
      );
      return anchoredPathOf(prepared);
    };
    searchAngles({ levels, dimension, distances, budget, train }).then(
      (found) => {
        subscriber.next({ type: 'direction-finished', of, found });
        subscriber.complete();
      },
      // What an aborted search rejects with has nobody to tell.
      (error: unknown) => void (abort.signal.aborted || subscriber.error(error)),
    );
    return () => abort.abort();
  });
}

/** File URL of this package's entry, which registers the method. */
function entryModule(): string {
  const installed = resolvePackage('@dof/analysis', fileURLToPath(import.meta.url));
  if (installed === undefined) throw new TypeError('@dof/analysis does not find itself');
  return pathToFileURL(installed.entry).href;
}
