import { Observable } from 'rxjs';
import type { Terminal } from '../terminal.js';

/** Emits each time somebody asks the process to stop; never completes. */
export function interruptions({ onInterruption }: Terminal): Observable<NodeJS.Signals> {
  return new Observable((subscriber) => onInterruption((signal) => subscriber.next(signal)));
}
