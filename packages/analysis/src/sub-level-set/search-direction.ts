import type { JsonObject, MethodPreparations, ResolvedExperiment } from '@dof/core';
import { Observable } from 'rxjs';
import { anchoredPathOf, anchoredTrainingMethod, type AnchoredTrainingOptions } from './anchored-training-method.js';
import { searchAngles } from './search-angles.js';
import type { WidthDirection, WidthEvent } from './width-event.js';
import type { WidthSettings } from './width-settings.js';

export interface SearchDirectionOptions {
  readonly settings: Pick<WidthSettings, 'training' | 'penalty' | 'tolerance' | 'budget'>;
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
  { settings: { training, penalty, tolerance, budget }, levels, distances, prepare }: SearchDirectionOptions,
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
    searchAngles({ levels, dimension, tolerance, distances, budget, train }).then(
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
