import { resolve } from 'node:path';
import { lastValueFrom, tap } from 'rxjs';
import { ExitCode } from '../exit-code.js';
import { rememberInterruptions } from '../session/interruptions.js';
import { workerLine } from '../queue/worker-line.js';
import type { CommandContext } from '../commands/command-context.js';

/** As the command line gives them. */
export interface WorkerOptions {
  readonly jobs?: number;
  readonly queue?: string;
  readonly shared?: string;
  readonly allow: readonly string[];
}

/** What `dof worker ADDRESS` does, until it is interrupted. */
export async function work(
  address: string | undefined,
  options: WorkerOptions,
  context: CommandContext,
): Promise<void> {
  const { terminal, services } = context;
  const absolute = (path: string): string => resolve(terminal.workingDirectory, path);
  let signals = 0;
  const { interruptions$, stopListening } = rememberInterruptions(terminal);
  interruptions$.subscribe(() => {
    signals += 1;
    if (signals === 2) terminal.exit(ExitCode.interrupted);
  });
  try {
    const events$ = services.startWorker({
      address,
      queue: options.queue,
      jobs: options.jobs,
      sharedFolder: options.shared === undefined ? undefined : absolute(options.shared),
      allowed: options.allow.map(absolute),
      baseDirectory: terminal.workingDirectory,
      drain$: interruptions$,
      environment: terminal.environment,
    });
    await lastValueFrom(events$.pipe(tap((event) => void terminal.stderr.write(`${workerLine(event)}\n`))), {
      defaultValue: undefined,
    });
  } finally {
    stopListening();
  }
}
