import { setImmediate } from 'node:timers/promises';
import { ExitCode } from '../exit-code.js';
import { isScreen } from '../output/style.js';
import type { Terminal } from '../terminal.js';

const INTERVAL_MS = 150;

/** What long work says while it goes on, and how it hears that it should stop. */
export interface WorkInProgress {
  /** Aborted by the first signal to the process; the second ends it at once. */
  readonly signal: AbortSignal;
  /** Begins a part of the work. */
  stage(text: string): void;
  /** The share of the part that is done, 0 to 1. Await it: that is when signals arrive. */
  progress(share: number): Promise<void>;
}

/**
 * Does work that Ctrl-C can stop, with its progress on stderr: one line redrawn on a screen, a line for each part
 * elsewhere.
 *
 * @returns what came of it; undefined where it was stopped.
 */
export async function interruptibleWork<T>(
  terminal: Terminal,
  work: (progress: WorkInProgress) => Promise<T>,
): Promise<T | undefined> {
  const { stderr, environment } = terminal;
  const screen = isScreen(stderr, environment);
  const controller = new AbortController();
  const stopListening = terminal.onInterruption(() => {
    if (controller.signal.aborted) terminal.exit(ExitCode.interrupted);
    controller.abort();
  });
  let text = '';
  let last = -Infinity;
  const clear = () => void (screen && stderr.write('\r\x1b[2K'));
  try {
    return await work({
      signal: controller.signal,
      stage(next) {
        text = next;
        clear();
        stderr.write(screen ? next : `${next}\n`);
      },
      async progress(share) {
        const now = performance.now();
        if (now - last < INTERVAL_MS) return;
        last = now;
        if (screen) stderr.write(`\r\x1b[2K${text}  ${Math.floor(100 * share)} %`);
        await setImmediate();
        controller.signal.throwIfAborted();
      },
    });
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    return undefined;
  } finally {
    clear();
    stopListening();
  }
}
