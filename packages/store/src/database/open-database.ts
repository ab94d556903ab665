import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { DofError, isDofError } from '@dof/core';
import type Database from 'libsql';
import type { ClaimBoard } from '../claims/claim-board.js';
import { keptDescriptor } from '../durability/kept-descriptor.js';
import { makeDirectory } from '../durability/make-directory.js';
import { corruptDatabase, translateDatabaseError } from '../errors/translate-database-error.js';
import { translateFileError } from '../errors/translate-file-error.js';
import { isReadableSchema } from '../recovery/is-readable-schema.js';
import { recoverDatabase } from '../recovery/recover-database.js';
import { connect } from './connect.js';
import { createDatabase } from './create-database.js';
import { findDamage } from './find-damage.js';
import { migrate } from './migrate.js';

/**
 * Opens a run store's database for writing, creating it when absent, with every commit durable (write-ahead log,
 * synchronous = FULL). A damaged one is replaced by what can be recovered of it, and an older one migrated.
 *
 * @throws DofError DOF_OUTPUT_NOT_WRITABLE, DOF_STORE_CORRUPT, DOF_STORE_NEWER_FORMAT, DOF_STORE_BUSY, DOF_STORE_FULL
 */
export async function openDatabase(
  file: string,
  board: ClaimBoard,
  onNotice: (line: string) => void,
): Promise<Database.Database> {
  try {
    if (!existsSync(file) && !existsSync(`${file}-wal`)) await createDatabase(file);
    return await openUndamaged(file);
  } catch (error) {
    const said = translateDatabaseError(error, file);
    if (!isDofError(said) || said.code !== 'DOF_STORE_CORRUPT') throw said;
    await recover(file, board, onNotice, said);
    return openUndamaged(file);
  }
}

/** SQLite opens a file it may not write as read-only and fails much later; asking the file system first fails here. */
export async function makeWritable(file: string): Promise<void> {
  const directory = dirname(file);
  try {
    await makeDirectory(directory);
    const probe = `${file}.${randomUUID()}.probe`;
    closeSync(openSync(probe, 'wx'));
    rmSync(probe);
    if (existsSync(file)) keptDescriptor(file, 'r+');
  } catch (error) {
    throw translateFileError(error, existsSync(directory) && statSync(directory).isDirectory() ? file : directory);
  }
}

async function openUndamaged(file: string): Promise<Database.Database> {
  requireContent(file);
  const database = await connect(file);
  try {
    const damage = findDamage(database, file);
    if (damage !== undefined) throw corruptDatabase(file, damage);
    migrate(database, file);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLite takes an empty file for a new database; here one appears whole, so an empty one has lost what it held. */
function requireContent(file: string): void {
  if (!existsSync(file)) throw corruptDatabase(file, 'only its write-ahead log is there');
  if (statSync(file).size === 0) throw corruptDatabase(file, 'it is empty');
  if (!isReadableSchema(file)) throw corruptDatabase(file, 'its first page is not what was written');
}

async function recover(
  file: string,
  board: ClaimBoard,
  onNotice: (line: string) => void,
  damage: Error,
): Promise<void> {
  const claim = board.claim(`recover ${basename(file)}`);
  if (claim === undefined || board.others() > 0) {
    await claim?.release();
    throw new DofError(
      'DOF_STORE_CORRUPT',
      `${file} is damaged and in use by another process: stop that one, then run the same again to recover what is whole`,
    );
  }
  try {
    const recovery = await recoverDatabase(file, looksLikeStore(file));
    if (recovery === undefined) throw damage;
    const { recovered, keptAs } = recovery;
    onNotice(
      `${file} was damaged: ${recovered} finished run${recovered === 1 ? ' was' : 's were'} recovered, any others are ` +
        `trained again when asked for; the damaged file is kept as ${basename(keptAs)}`,
    );
  } finally {
    await claim.release();
  }
}

/** What is certainly a run store's, even where no run is left in it. */
function looksLikeStore(file: string): boolean {
  if (!existsSync(file) || statSync(file).size === 0) return true;
  const descriptor = openSync(file, 'r');
  try {
    const head = Buffer.alloc(16 * 1024);
    readSync(descriptor, head, 0, head.length, 0);
    return head.includes('CREATE VIEW run_summary') || head.includes('CREATE TABLE runs');
  } finally {
    closeSync(descriptor);
  }
}
