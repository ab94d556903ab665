import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DofError, requireNoLinks } from '@dof/core';
import { ClaimBoard } from './claims/claim-board.js';
import { makeWritable, openDatabase } from './database/open-database.js';
import { openToRead } from './database/open-to-read.js';
import type { EmbeddedRunStore, OpenRunStoreOptions } from './embedded-run-store.js';
import { PreparedFolder } from './prepared/prepared-folder.js';
import { SqliteRunStore } from './sqlite-run-store.js';

/** How every database of SQLite begins. */
const DATABASE_HEAD = 'SQLite format 3\0';

/** A database, and what SQLite keeps beside it. */
function filesOfDatabase(name: string): readonly string[] {
  return ['', '-wal', '-shm', '-journal'].map((ending) => name + ending);
}

/**
 * Opens the run store in `directory`. Several processes may have it open at once on a local disk, and share the work:
 * see `RunStore.claim`. Everything in it is checked; what is damaged is set aside, what is whole goes on.
 *
 * @throws DofError DOF_OUTPUT_NOT_WRITABLE when the folder or a file in it cannot be written, DOF_NO_STORE when there
 * is none to read, DOF_STORE_CORRUPT when nothing in `runs.sqlite` can be recovered or it is something else,
 * DOF_STORE_NEWER_FORMAT when a newer version wrote it, DOF_STORE_BUSY when another process keeps it locked,
 * DOF_STORE_FULL when the disk is full, DOF_LINKED_FILE when a part of it is a symbolic link,
 * DOF_FOREIGN_FILE when claims.sqlite is somebody else's
 */
export async function openRunStore(directory: string, options: OpenRunStoreOptions = {}): Promise<EmbeddedRunStore> {
  const { access = 'write', onNotice = () => {} } = options;
  const folder = resolve(directory);
  requireNoLinks(folder, ['prepared', ...['runs.sqlite', 'claims.sqlite'].flatMap(filesOfDatabase)]);
  const file = join(folder, 'runs.sqlite');
  const prepared = new PreparedFolder(join(folder, 'prepared'), { setAside: access === 'write', onNotice });
  if (access === 'read') {
    const { database, dispose } = await openToRead(file, onNotice);
    return new SqliteRunStore({ database, file, prepared, onClosed: dispose });
  }
  requireOwnClaims(folder);
  await makeWritable(file);
  const board = await ClaimBoard.open(join(folder, 'claims.sqlite'));
  try {
    return new SqliteRunStore({ database: await openDatabase(file, board, onNotice), file, prepared, board });
  } catch (error) {
    board.close();
    throw error;
  }
}

/** A damaged record of claims is made anew; beside no store of ours, what is no database was never one of ours. */
function requireOwnClaims(folder: string): void {
  const claims = join(folder, 'claims.sqlite');
  if (existsSync(join(folder, 'runs.sqlite')) || !existsSync(claims)) return;
  const head = readFileSync(claims).subarray(0, DATABASE_HEAD.length).toString('latin1');
  if (head === '' || head === DATABASE_HEAD) return;
  throw new DofError(
    'DOF_FOREIGN_FILE',
    `${claims} is there, and dof did not write it: move it away, or choose another folder`,
  );
}
