import type { JsonObject, MethodPreparations, ResolvedExperiment, StartRequest } from '@dof/core';
import { Observable } from 'rxjs';
import { anchoredPathOf, anchoredTrainingMethod, type AnchoredTrainingOptions } from './anchored-training-method.js';
import type { WidthEvent } from './measure-experiment-widths.js';
import { searchAngles } from './search-angles.js';
import type { WidthSettings } from './width-settings.js';

/** One search: a random direction of a seed, about one of its starting points. */
export interface WidthDirection {
  readonly start: StartRequest;
  readonly seed: number;
  /** Counted from 0 within its seed and start. */
  readonly direction: number;
}

export interface SearchDirectionOptions {
  readonly settings: Pick<WidthSettings, 'training' | 'penalty' | 'budget'>;
  readonly levels: readonly number[];
  /** T of the first trainings, in lengths |w_t|. */
  readonly distances: readonly number[];
  readonly prepare: MethodPreparations;
}

/**
 * The search of one direction, whose trainings are done as tasks. Its last event is `direction-finished`. Unsubscribing
 * cancels the trainings under way.
 */
export function searchDirection(
  { layout: { dimension }, experiment: { evaluation } }: ResolvedExperiment,
  of: WidthDirection,
  { settings: { training, penalty, budget }, levels, distances, prepare }: SearchDirectionOptions,
): Observable<WidthEvent> {
  return new Observable((subscriber) => {
    const abort = new AbortController();
    const trainAt = async (distance: number) => {
      const options: AnchoredTrainingOptions = {
        ...{ distance, direction: of.direction, training, penalty },
        evaluationBatchSize: evaluation.batchSize,
      };
      const prepared = await prepare(
        {
          method: anchoredTrainingMethod,
          options: options as unknown as JsonObject,
          ...{ start: of.start, seed: of.seed },
        },
        { signal: abort.signal, emit: (event) => subscriber.next({ type: 'task', of, event }) },
      );
      return anchoredPathOf(prepared);
    };
    const train = (list: readonly number[]) => Promise.all(list.map(trainAt));
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
