import { join, resolve } from 'node:path';
import type { RunStore } from '@dof/core';
import { openDatabase } from './database/open-database.js';
import { PreparedFolder } from './prepared/prepared-folder.js';
import { SqliteRunStore } from './sqlite-run-store.js';

/**
 * Opens the run store in `directory`, creating both when absent. Several processes may have it open at once on a
 * local disk.
 *
 * @throws DofError DOF_OUTPUT_NOT_WRITABLE when the folder or a file in it cannot be written, DOF_STORE_CORRUPT when
 * `runs.sqlite` is damaged or something else, DOF_STORE_NEWER_FORMAT when a newer version wrote it, DOF_STORE_BUSY
 * when another process keeps it locked, DOF_STORE_FULL when the disk is full
 */
export async function openRunStore(directory: string): Promise<RunStore> {
  const folder = resolve(directory);
  const file = join(folder, 'runs.sqlite');
  const database = await openDatabase(file);
  return new SqliteRunStore(database, file, new PreparedFolder(join(folder, 'prepared')));
}
