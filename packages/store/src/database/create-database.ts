import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { RunResult } from '@dof/core';
import { syncDirectory } from '../durability/sync-directory.js';
import { describeError } from '../errors/describe-error.js';
import { connect } from './connect.js';
import { inTransaction } from './in-transaction.js';
import { runRow } from './run-row.js';
import { RunWriter } from './run-writer.js';
import { SCHEMA } from './schema.js';

const RUNS_AT_ONCE = 500;

/**
 * Writes a whole database to a file of its own beside `file`, durably; returns its path. So `file` never is a database
 * in the making, and an empty one is always a damaged one.
 */
export async function buildDatabase(file: string, results: readonly RunResult[] = []): Promise<string> {
  const finished = `${file}.${randomUUID()}.new`;
  const path = `${finished}.building`;
  try {
    const database = await connect(path);
    try {
      database.exec(SCHEMA);
      const writer = new RunWriter(database);
      for (let first = 0; first < results.length; first += RUNS_AT_ONCE) {
        const rows = results.slice(first, first + RUNS_AT_ONCE).map(runRow);
        inTransaction(database, () => rows.forEach((row) => writer.insert(row)));
      }
      database.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      database.close();
    }
    // A file of its own: SQLite shares what it keeps in memory of a file between all names of it, so that a connection to
    // the final name would go on with the shared memory of this one, which other processes never see.
    await copyFile(path, finished, constants.COPYFILE_EXCL);
    const handle = await open(finished, 'r+');
    await handle.sync();
    await handle.close();
    return finished;
  } catch (error) {
    await rm(finished, { force: true }).catch(() => undefined);
    throw error;
  } finally {
    await removeDatabase(path);
  }
}

/** Makes an empty run store's database unless there is one. */
export async function createDatabase(file: string): Promise<void> {
  const path = await buildDatabase(file);
  try {
    await placeUnlessThere(path, file);
    await syncDirectory(dirname(file));
  } finally {
    await removeDatabase(path);
  }
}

/** Removes a database file with what SQLite keeps beside it. */
export async function removeDatabase(file: string): Promise<void> {
  for (const path of [file, `${file}-wal`, `${file}-shm`]) await rm(path, { force: true }).catch(() => undefined);
}

async function placeUnlessThere(path: string, file: string): Promise<void> {
  try {
    await link(path, file);
  } catch (error) {
    const { code } = describeError(error);
    if (code === 'EEXIST') return;
    // File systems without hard links.
    await copyFile(path, file, constants.COPYFILE_EXCL).catch((failure: unknown) => {
      if (describeError(failure).code !== 'EEXIST') throw failure;
    });
  }
}
