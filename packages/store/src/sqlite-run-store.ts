import type { Json, Prepared, RunResult, RunStore } from '@dof/core';
import type Database from 'libsql';
import { historyRow, parseRow, runRow, type RunRow, type StoredResult } from './database/run-row.js';
import { translateDatabaseError } from './errors/translate-database-error.js';
import type { PreparedFolder } from './prepared/prepared-folder.js';

/** Runs in an SQLite database, preparations as files beside it. */
export class SqliteRunStore implements RunStore {
  #database: Database.Database | undefined;
  readonly #file: string;
  readonly #prepared: PreparedFolder;
  /** Compiled once each: the driver frees a statement's memory only when the garbage collector gets to it. */
  readonly #statements = new Map<string, Database.Statement>();

  constructor(database: Database.Database, file: string, prepared: PreparedFolder) {
    this.#database = database;
    this.#file = file;
    this.#prepared = prepared;
  }

  async get(hash: string): Promise<RunResult | undefined> {
    return this.#use(() => {
      const row = this.#statement('SELECT hash, result, checksum FROM runs WHERE hash = ?').get(hash);
      return row === undefined ? undefined : parseRow(row as StoredResult, this.#file);
    });
  }

  async put(result: RunResult): Promise<void> {
    const row = runRow(result);
    const history = result.history.map((entry, index) => historyRow(result.hash, index, entry));
    this.#use((database) => {
      database
        .transaction(() => {
          if (this.#insert('runs', row) === 0) return;
          for (const entry of history) this.#insert('history', entry);
        })
        .immediate();
    });
  }

  async list(): Promise<readonly RunResult[]> {
    return this.#use(() =>
      this.#statement('SELECT hash, result, checksum FROM runs ORDER BY sequence')
        .all()
        .map((row) => parseRow(row as StoredResult, this.#file)),
    );
  }

  async getPrepared(key: string): Promise<Prepared | undefined> {
    this.#open();
    return this.#prepared.read(key);
  }

  async getPreparedMeta(key: string): Promise<Json | undefined> {
    this.#open();
    return this.#prepared.readMeta(key);
  }

  async putPrepared(key: string, prepared: Prepared): Promise<void> {
    this.#open();
    await this.#prepared.write(key, prepared);
  }

  /** Folds the write-ahead log into `runs.sqlite`, so that the one file can be copied; closing again does nothing. */
  async close(): Promise<void> {
    if (this.#database === undefined) return;
    this.#use((database) => {
      database.pragma('wal_checkpoint(TRUNCATE)');
      this.#statements.clear();
      database.close();
    });
    this.#database = undefined;
  }

  #open(): Database.Database {
    if (this.#database === undefined) throw new Error(`the run store ${this.#file} is closed`);
    return this.#database;
  }

  #use<T>(work: (database: Database.Database) => T): T {
    const database = this.#open();
    try {
      return work(database);
    } catch (error) {
      throw translateDatabaseError(error, this.#file);
    }
  }
  #statement(sql: string): Database.Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#open().prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  /** Adds a row unless its key is there already; answers how many were added. Column names come from this package. */
  #insert(table: 'runs' | 'history', row: RunRow): number {
    const columns = Object.keys(row);
    const places = columns.map((column) => `@${column}`);
    const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places.join(', ')}) ON CONFLICT DO NOTHING`;
    return this.#statement(sql).run(row).changes;
  }
}
