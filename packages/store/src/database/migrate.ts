import type Database from 'libsql';
import { databaseFormat } from './database-format.js';
import { inTransaction } from './in-transaction.js';
import { parseRow, runRow, STORED_RESULT, type StoredResult } from './run-row.js';
import { RunWriter } from './run-writer.js';
import { FORMAT_VERSION, SCHEMA } from './schema.js';

const ROWS_AT_ONCE = 500;

/**
 * Brings an older database to the present format, whole or not at all; one of the present format is left alone. The
 * results themselves are in every format what they were when written, so all else is made anew from them.
 */
export function migrate(database: Database.Database, file: string): void {
  if (databaseFormat(database, file) === FORMAT_VERSION) return;
  inTransaction(database, () => {
    // Another process may have been first.
    if (databaseFormat(database, file) === FORMAT_VERSION) return;
    database.exec(`
        DROP VIEW IF EXISTS run_summary;
        DROP TABLE IF EXISTS history;
        DROP INDEX IF EXISTS runs_by_method_and_d;
        DROP TABLE meta;
        ALTER TABLE runs RENAME TO former_runs;
      `);
    database.exec(SCHEMA);
    copyRuns(database, file);
    database.exec('DROP TABLE former_runs');
  });
}

function copyRuns(database: Database.Database, file: string): void {
  const next = database.prepare(
    `SELECT sequence, ${STORED_RESULT} FROM former_runs WHERE sequence > ? ORDER BY sequence LIMIT ?`,
  );
  const writer = new RunWriter(database);
  for (let last = 0; ;) {
    const rows = next.all(last, ROWS_AT_ONCE) as (StoredResult & { readonly sequence: number })[];
    for (const row of rows) writer.insert(runRow(parseRow(row, file)));
    if (rows.length < ROWS_AT_ONCE) return;
    last = rows[rows.length - 1].sequence;
  }
}
