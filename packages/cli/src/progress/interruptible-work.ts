import { setImmediate } from 'node:timers/promises';
import { interruptible } from '../terminal/interruptible.js';
import { isScreen } from '../terminal/style.js';
import type { Terminal } from '../terminal/terminal.js';

const INTERVAL_MS = 150;

/** What long work says while it goes on, and how it hears that it should stop. */
export interface WorkInProgress {
  /** Aborted when the process is asked to stop. */
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
  let text = '';
  let last = -Infinity;
  const clear = () => void (screen && stderr.write('\r\x1b[2K'));
  return interruptible(terminal, async ({ signal }) => {
    try {
      return await work({
        signal,
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
          signal.throwIfAborted();
        },
      });
    } catch (error) {
      if (!signal.aborted) throw error;
      return undefined;
    } finally {
      clear();
    }
  });
}
