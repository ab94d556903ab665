import type Database from 'libsql';
import { column, databaseFormat } from './database-format.js';
import { checksum, isBytes, rowChecksum, STORED_RESULT, textOf, type StoredResult } from './run-row.js';
import { FORMAT_VERSION, RUN_COLUMNS } from './schema.js';

/**
 * Looks at everything in the database: its structure and indices, and every run against its checksums. Returns what is
 * damaged, in a few words; undefined when all is what was written. Throws what SQLite throws where it cannot go on.
 */
export function findDamage(database: Database.Database, file: string): string | undefined {
  const [found] = column(database, 'PRAGMA integrity_check(1)');
  if (found !== 'ok') return String(found).replace(/\s+/g, ' ');
  // Guarded by row in format 2 and later; what format 1 repeats of its results is made anew.
  return databaseFormat(database, file) === FORMAT_VERSION ? damagedRow(database) : damagedResult(database);
}

function damagedRow(database: Database.Database): string | undefined {
  const columns = RUN_COLUMNS.map(
    (name) => `CASE typeof(${name}) WHEN 'text' THEN CAST(${name} AS BLOB) ELSE ${name} END`,
  );
  const rows = database.prepare(`SELECT ${columns.join(', ')} FROM runs`).raw();
  for (const values of rows.iterate() as IterableIterator<unknown[]>) {
    const row = values.map((value) => (isBytes(value) ? textOf(value) : value));
    const [result, resultChecksum, ownChecksum] = row.slice(-3);
    if (checksum(String(result)) !== resultChecksum || rowChecksum(row.slice(0, -1)) !== ownChecksum) {
      return `run ${String(row[0])} is not what was written`;
    }
  }
  return undefined;
}

function damagedResult(database: Database.Database): string | undefined {
  const rows = database.prepare(`SELECT ${STORED_RESULT} FROM runs`);
  for (const row of rows.iterate() as IterableIterator<StoredResult>) {
    if (checksum(row.result) !== textOf(row.checksum)) return 'a run in it is not what was written';
  }
  return undefined;
}
