import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { DofError } from '@dof/core/errors';
import type { NamedSpec } from '../pictures/write-figures.js';
import type { PackedTable } from '../table-files/packed-table.js';

/** What a thread is to write into a folder. */
export type WritingTask =
  | { readonly write: 'figures'; readonly items: readonly NamedSpec[]; readonly directory: string }
  | { readonly write: 'tables'; readonly items: readonly PackedTable[]; readonly directory: string };

/** What became of it. Errors lose their class on the way, so those for users are sent as what they are made of. */
export type WritingAnswer =
  | { readonly written: readonly string[] }
  | { readonly refused: { readonly code: DofError['code']; readonly message: string } };

/** `writeFigures` or `writeTables` in a thread of its own, while the caller does other work. */
export async function writeInThread(task: WritingTask): Promise<readonly string[]> {
  const thread = new Worker(new URL('./writing-thread.js', import.meta.url), {
    workerData: task,
    resourceLimits: { maxYoungGenerationSizeMb: 64 },
  });
  const [answer] = (await once(thread, 'message')) as [WritingAnswer];
  if ('refused' in answer) throw new DofError(answer.refused.code, answer.refused.message);
  return answer.written;
}
