import type Database from 'libsql';

/**
 * Does work in a transaction that has the write lock from its start: all of it, or nothing. Fails with the error of the
 * work: the driver's own transactions fail with that of the rollback instead, where SQLite has rolled back already, as
 * it does when the disk is full.
 */
export function inTransaction<T>(database: Database.Database, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const outcome = work();
    database.exec('COMMIT');
    return outcome;
  } catch (error) {
    if (database.inTransaction) {
      try {
        database.exec('ROLLBACK');
      } catch {
        // It has been rolled back, or the connection is beyond use; the first error says why.
      }
    }
    throw error;
  }
}
