import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** The steps of a task, wherever it is done on this machine: each adds one byte to a file. */
export interface Trace {
  readonly file: string;
  /** Steps so far. */
  steps(): number;
  /** Resolves once at least one step has been made. */
  begun(): Promise<void>;
  /** Resolves once no step has been made for two seconds. */
  ended(): Promise<void>;
}

/** Runs a check with a trace, and removes its file afterwards. */
export async function withTrace(check: (trace: Trace) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'dof-trace-'));
  const file = join(folder, 'steps');
  const steps = (): number => (existsSync(file) ? statSync(file).size : 0);
  try {
    await check({
      file,
      steps,
      async begun() {
        while (steps() === 0) await delay(50);
      },
      async ended() {
        for (let before = -1; before !== steps();) {
          before = steps();
          await delay(2000);
        }
      },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
