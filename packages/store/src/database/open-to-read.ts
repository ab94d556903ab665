import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { DofError, isDofError } from '@dof/core';
import type Database from 'libsql';
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
      const said = translateDatabaseError(error, file);
      if (isDofError(said) && said.code === 'DOF_STORE_NEWER_FORMAT') throw said;
      failures.push(said);
    }
  }
  const [, damage] = failures;
  if (!isDofError(damage) || damage.code !== 'DOF_STORE_CORRUPT') throw damage;
  return openRecovered(file, damage, onNotice);
}

function openInPlace(file: string): ReadDatabase {
  const database = checked(file);
  return { database, dispose: () => {} };
}

function openCopy(file: string): ReadDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'dof-store-'));
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
  const folder = mkdtempSync(join(tmpdir(), 'dof-store-'));
  const database = connectToRead(await buildDatabase(join(folder, basename(file)), results));
  onNotice(`${file} is damaged: ${results.length} finished runs in it are whole and shown; \`dof run\` recovers it`);
  return { database, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}

/** @param shown the path that the user knows, for messages */
function checked(file: string, shown = file): Database.Database {
  if (!existsSync(file) || statSync(file).size === 0) throw corruptDatabase(shown, 'it is empty');
  if (!isReadableSchema(file)) throw corruptDatabase(shown, 'its first page is not what was written');
  const database = connectToRead(file);
  try {
    databaseFormat(database, shown);
    const damage = findDamage(database, shown);
    if (damage !== undefined) throw corruptDatabase(shown, damage);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
