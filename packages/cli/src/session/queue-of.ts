import { resolve } from 'node:path';
import type { QueueChoice } from '../command-line/shared-options.js';
import type { Terminal } from '../terminal/terminal.js';
import type { WorkPlace } from './with-session.js';

/** The queue that a command line asks for; undefined where the work is done here. `redis` is the address in the environment. */
export function queueOf({ executor, queue, shared }: QueueChoice, { workingDirectory }: Terminal): WorkPlace['queue'] {
  if (executor === undefined) return undefined;
  const sharedFolder = shared === undefined ? undefined : resolve(workingDirectory, shared);
  return { address: executor === 'redis' ? undefined : executor, queue, sharedFolder };
}
