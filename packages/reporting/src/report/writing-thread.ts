import { parentPort, workerData } from 'node:worker_threads';
import { isDofError } from '@dof/core/errors';
import { writeFigures } from '../pictures/write-figures.js';
import { writeTables } from '../table-files/write-tables.js';
import type { WritingAnswer, WritingTask } from './write-in-thread.js';

// What a thread of `writeInThread` runs.
const task = workerData as WritingTask;
parentPort?.postMessage(await answer());

async function answer(): Promise<WritingAnswer> {
  try {
    return {
      written: await (task.write === 'figures'
        ? writeFigures(task.items, task.directory)
        : writeTables(task.items, task.directory)),
    };
  } catch (error) {
    if (!isDofError(error)) throw error;
    return { refused: { code: error.code, message: error.message } };
  }
}
