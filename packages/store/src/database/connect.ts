import { setTimeout as wait } from 'node:timers/promises';
import Database from 'libsql';
import { describeError } from '../errors/describe-error.js';

const BUSY_TIMEOUT_MILLISECONDS = 30_000;
const SWITCH_ATTEMPTS = 100;

/** Connects to a database file for writing, creating it when absent, with every commit durable. */
export async function connect(file: string): Promise<Database.Database> {
  const database = new Database(file);
  try {
    database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MILLISECONDS}`);
    await switchToWriteAheadLog(database);
    database.pragma('synchronous = FULL');
    // What is deleted must not come back when a damaged file is searched for runs.
    database.pragma('secure_delete = ON');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Connects to a database file that is only read. */
export function connectToRead(file: string): Database.Database {
  const database = new Database(file, { readonly: true });
  database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MILLISECONDS}`);
  return database;
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
