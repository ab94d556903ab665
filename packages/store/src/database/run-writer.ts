import type Database from 'libsql';
import type { RunRow } from './run-row.js';

/** Adds rows to the table `runs` of one connection. */
export class RunWriter {
  readonly #database: Database.Database;
  /** Compiled once: the driver frees a statement's memory only when the garbage collector gets to it. */
  #statement: Database.Statement | undefined;
  #delete: Database.Statement | undefined;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Adds a row in the place of one with its hash, as the newest. Call it inside a transaction. */
  replace(row: RunRow): void {
    this.#delete ??= this.#database.prepare('DELETE FROM runs WHERE hash = ?');
    this.#delete.run(row.hash);
    this.insert(row);
  }

  /** Adds a row unless its hash is there already. Call it inside a transaction. */
  insert(row: RunRow): void {
    this.#statement ??= this.#prepare(Object.keys(row));
    this.#statement.run(row);
  }

  #prepare(columns: readonly string[]): Database.Statement {
    const places = columns.map((column) => `@${column}`);
    return this.#database.prepare(
      `INSERT INTO runs (${columns.join(', ')}) VALUES (${places.join(', ')}) ON CONFLICT DO NOTHING`,
    );
  }
}
