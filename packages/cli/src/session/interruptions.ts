import { Observable, ReplaySubject } from 'rxjs';
import type { Terminal } from '../terminal.js';

/** Emits each time somebody asks the process to stop; never completes. */
export function interruptions(terminal: Terminal): Observable<NodeJS.Signals> {
  return new Observable((subscriber) => terminal.onInterruption((signal) => subscriber.next(signal)));
}

export interface RememberedInterruptions {
  /** Emits the last one that there was, then those that follow. */
  readonly interruptions$: Observable<NodeJS.Signals>;
  stopListening(): void;
}

/** Listens from now on, so that nobody who subscribes later misses that the process was asked to stop. */
export function rememberInterruptions(terminal: Terminal): RememberedInterruptions {
  const interruptions$ = new ReplaySubject<NodeJS.Signals>(1);
  return { interruptions$, stopListening: terminal.onInterruption((signal) => interruptions$.next(signal)) };
}
