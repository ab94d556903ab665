import { Observable, take } from 'rxjs';
import type { BullmqWorkerOptions } from '../queue-settings.js';
import type { WorkerEvent } from './worker-event.js';
import { WorkerSession } from './worker-session.js';

/**
 * Takes runs from the queue and does them, until it is told to leave. Cold; unsubscribing ends it at once, and what was
 * under way is done again by another worker when its lock has run out. Errors with a DofError when Redis is not there at
 * the start or lets it not in; later it waits for it.
 */
export function bullmqWorker(settings: BullmqWorkerOptions): Observable<WorkerEvent> {
  return new Observable<WorkerEvent>((subscriber) => {
    const session = new WorkerSession(settings, (event) => subscriber.next(event));
    session.run().then(
      () => subscriber.complete(),
      (error: unknown) => subscriber.error(error),
    );
    const drain = settings.drain$?.pipe(take(1)).subscribe(() => session.drain());
    return () => {
      drain?.unsubscribe();
      session.stop();
    };
  });
}
