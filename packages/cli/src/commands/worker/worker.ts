import { resolve } from 'node:path';
import { lastValueFrom, tap } from 'rxjs';
import type { CommandContext } from '../../command-line/command-context.js';
import { interruptible } from '../../terminal/interruptible.js';
import { workerLine } from './worker-line.js';

/** As the command line gives them. */
export interface WorkerOptions {
  readonly jobs?: number;
  readonly queue?: string;
  readonly shared?: string;
  readonly allow: readonly string[];
}

/** What `dof worker ADDRESS` does, until it is interrupted. */
export async function worker(
  address: string | undefined,
  options: WorkerOptions,
  context: CommandContext,
): Promise<void> {
  const { terminal, services } = context;
  const absolute = (path: string): string => resolve(terminal.workingDirectory, path);
  await interruptible(terminal, ({ requests$ }) => {
    const events$ = services.startWorker({
      address,
      queue: options.queue,
      jobs: options.jobs,
      sharedFolder: options.shared === undefined ? undefined : absolute(options.shared),
      allowed: options.allow.map(absolute),
      baseDirectory: terminal.workingDirectory,
      drain$: requests$,
      environment: terminal.environment,
    });
    const shown$ = events$.pipe(tap((event) => void terminal.stderr.write(`${workerLine(event)}\n`)));
    return lastValueFrom(shown$, { defaultValue: undefined });
  });
}
