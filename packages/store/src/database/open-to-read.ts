import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { DofError, isDofError } from '@dof/core';
import type Database from 'libsql';
import { describeError } from '../errors/describe-error.js';
import { corruptDatabase, translateDatabaseError } from '../errors/translate-database-error.js';
import { carveResults } from '../recovery/carve-results.js';
import { isReadableSchema } from '../recovery/is-readable-schema.js';
import { connectToRead } from './connect.js';
import { buildDatabase } from './create-database.js';
import { databaseFormat } from './database-format.js';
import { findDamage } from './find-damage.js';

/** A database that is only read, and what is to be called once it is closed. */
export interface ReadDatabase {
  readonly database: Database.Database;
  dispose(): void;
}

/**
 * Opens a run store's database without changing anything in its folder. Where SQLite cannot do that (it wants to write
 * beside a database with a write-ahead log), a copy in the temporary folder is read; where the database is damaged, one
 * of what can be recovered of it.
 *
 * @throws DofError DOF_NO_STORE, DOF_STORE_CORRUPT, DOF_STORE_NEWER_FORMAT, DOF_STORE_BUSY
 */
export async function openToRead(file: string, onNotice: (line: string) => void): Promise<ReadDatabase> {
  if (!existsSync(file) && !existsSync(`${file}-wal`)) {
    throw new DofError(
      'DOF_NO_STORE',
      `${dirname(file)} holds no runs (no ${basename(file)}): name a folder that dof wrote`,
    );
  }
  const failures: unknown[] = [];
  for (const open of [openInPlace, openCopy]) {
    try {
      return open(file);
    } catch (error) {
      const said = unreadable(error, file);
      if (isDofError(said) && said.code === 'DOF_STORE_NEWER_FORMAT') throw said;
      failures.push(said);
    }
  }
  const [, damage] = failures;
  if (!isDofError(damage) || damage.code !== 'DOF_STORE_CORRUPT') throw damage;
  return openRecovered(file, damage, onNotice);
}

function openInPlace(file: string): ReadDatabase {
  const database = checked(file, file);
  return { database, dispose: () => {} };
}

function openCopy(file: string): ReadDatabase {
  const folder = temporaryFolder(file);
  const dispose = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const copy = join(folder, basename(file));
    for (const suffix of ['', '-wal']) {
      if (existsSync(`${file}${suffix}`)) copyFileSync(`${file}${suffix}`, `${copy}${suffix}`);
    }
    const database = checked(copy, file);
    return { database, dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}

async function openRecovered(file: string, damage: Error, onNotice: (line: string) => void): Promise<ReadDatabase> {
  const results = carveResults(file);
  if (results.length === 0) throw damage;
  const folder = temporaryFolder(file);
  const dispose = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const database = connectToRead(await buildDatabase(join(folder, basename(file)), results));
    onNotice(`${file} is damaged: ${results.length} finished runs in it are whole and shown; \`dof run\` recovers it`);
    return { database, dispose };
  } catch (error) {
    dispose();
    throw noCopy(error, file);
  }
}

function temporaryFolder(file: string): string {
  try {
    return mkdtempSync(join(tmpdir(), 'dof-store-'));
  } catch (error) {
    throw noCopy(error, file);
  }
}

function noCopy(error: unknown, file: string): DofError {
  const { code, message } = describeError(error);
  return new DofError(
    'DOF_NO_TEMPORARY_FOLDER',
    `cannot copy ${file} into the temporary folder ${tmpdir()} to read it (${code || message}): free some space there, or name another folder in TMPDIR`,
    { cause: error },
  );
}

/** What SQLite or the file system said about a file that was to be read. */
function unreadable(error: unknown, file: string): unknown {
  if (isDofError(error)) return error;
  const { code } = describeError(error);
  if (['EACCES', 'EPERM', 'EISDIR', 'EIO'].includes(code)) {
    const reason = { EACCES: 'permission denied', EPERM: 'permission denied', EISDIR: 'it is a folder' }[code] ?? code;
    return new DofError('DOF_STORE_UNREADABLE', `cannot read ${file}: ${reason}`, { cause: error });
  }
  const isAboutCopy = /^E[A-Z]+$/.test(code);
  return isAboutCopy ? noCopy(error, file) : translateDatabaseError(error, file);
}

/** @param named what messages call the file: the user's own, where a copy of it is opened. */
function checked(file: string, named: string): Database.Database {
  if (!existsSync(file) || statSync(file).size === 0) throw corruptDatabase(named, 'it is empty');
  if (!isReadableSchema(file)) throw corruptDatabase(named, 'its first page is not what was written');
  const database = connectToRead(file);
  try {
    databaseFormat(database, named);
    const damage = findDamage(database, named);
    if (damage !== undefined) throw corruptDatabase(named, damage);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
