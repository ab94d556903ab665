import { ReplaySubject, type Observable } from 'rxjs';
import { ExitCode } from '../exit-code.js';
import type { Terminal } from './terminal.js';

/** How work hears that it should stop. */
export interface Interruption {
  /** Aborted by the first request. */
  readonly signal: AbortSignal;
  /** Each request, for those who subscribe later the last one at once; never completes. */
  readonly requests$: Observable<NodeJS.Signals>;
}

/** What a command does when it is asked to stop. */
export interface InterruptionListeners {
  /** Called before the work hears of it. */
  onFirst?(): void;
  /** Called before the process ends. */
  onSecond?(): void;
}

/**
 * Does work that Ctrl-C can stop; no other place listens to signals. The first request is told to the work, which ends as
 * it sees fit; the second ends the process at once.
 */
export async function interruptible<T>(
  terminal: Pick<Terminal, 'onInterruption' | 'exit'>,
  work: (interruption: Interruption) => Promise<T>,
  { onFirst, onSecond }: InterruptionListeners = {},
): Promise<T> {
  const controller = new AbortController();
  const requests$ = new ReplaySubject<NodeJS.Signals>(1);
  const stopListening = terminal.onInterruption((request) => {
    if (controller.signal.aborted) {
      onSecond?.();
      terminal.exit(ExitCode.interrupted);
    } else {
      onFirst?.();
      controller.abort();
    }
    requests$.next(request);
  });
  try {
    return await work({ signal: controller.signal, requests$ });
  } finally {
    stopListening();
  }
}
