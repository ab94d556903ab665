import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, openSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DofError } from '@dof/core';
import Database from 'libsql';
import { makeDirectory } from '../durability/make-directory.js';
import { syncDirectory } from '../durability/sync-directory.js';
import { describeError } from '../errors/describe-error.js';
import { corruptDatabase, translateDatabaseError } from '../errors/translate-database-error.js';
import { translateFileError } from '../errors/translate-file-error.js';
import { FORMAT_VERSION, SCHEMA } from './schema.js';

const BUSY_TIMEOUT_MILLISECONDS = 30_000;
const SWITCH_ATTEMPTS = 100;

/**
 * Opens `file`, creating it and its folder when absent, with every commit durable (write-ahead log, synchronous =
 * FULL), and checks that it is a run store of a format this version knows.
 *
 * @throws DofError DOF_OUTPUT_NOT_WRITABLE, DOF_STORE_CORRUPT, DOF_STORE_NEWER_FORMAT, DOF_STORE_BUSY, DOF_STORE_FULL
 */
export async function openDatabase(file: string): Promise<Database.Database> {
  await makeWritable(file);
  let database: Database.Database | undefined;
  try {
    database = new Database(file);
    database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MILLISECONDS}`);
    await switchToWriteAheadLog(database);
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    checkIntegrity(database, file);
    prepareSchema(database, file);
    await syncDirectory(dirname(file));
    return database;
  } catch (error) {
    database?.close();
    throw translateDatabaseError(error, file);
  }
}

/** SQLite opens a file it may not write as read-only and fails much later; asking the file system first fails here. */
async function makeWritable(file: string): Promise<void> {
  const directory = dirname(file);
  try {
    await makeDirectory(directory);
    const probe = `${file}.${randomUUID()}.probe`;
    closeSync(openSync(probe, 'wx'));
    rmSync(probe);
    if (existsSync(file)) closeSync(openSync(file, 'r+'));
  } catch (error) {
    throw translateFileError(error, existsSync(directory) && statSync(directory).isDirectory() ? file : directory);
  }
}

/** The switch needs the file for itself and does not heed the busy timeout, so two processes opening at once retry. */
async function switchToWriteAheadLog(database: Database.Database): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      database.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if (!describeError(error).code.startsWith('SQLITE_BUSY') || attempt === SWITCH_ATTEMPTS) throw error;
      await wait(20);
    }
  }
}

function checkIntegrity(database: Database.Database, file: string): void {
  const [found] = column(database, 'PRAGMA quick_check(1)');
  if (found !== 'ok') throw corruptDatabase(file, String(found));
}

function prepareSchema(database: Database.Database, file: string): void {
  database
    .transaction(() => {
      const tables = column(database, `SELECT name FROM sqlite_master WHERE type = 'table'`);
      if (tables.length > 0) checkFormat(database, file, tables.includes('meta'));
      database.exec(SCHEMA);
    })
    .immediate();
}

function checkFormat(database: Database.Database, file: string, hasMeta: boolean): void {
  const [value] = hasMeta ? column(database, `SELECT value FROM meta WHERE key = 'format'`) : [];
  const format = Number(value);
  if (value === undefined || !Number.isInteger(format) || format < 1) {
    throw corruptDatabase(file, 'it holds tables of something else');
  }
  if (format > FORMAT_VERSION) {
    throw new DofError(
      'DOF_STORE_NEWER_FORMAT',
      `${file} was written by a newer version (format ${format}, this one knows up to ${FORMAT_VERSION}): update dof, or choose another output folder`,
    );
  }
}

/** The values of a query's only column. */
function column(database: Database.Database, sql: string): readonly unknown[] {
  return database.prepare(sql).pluck().all();
}
