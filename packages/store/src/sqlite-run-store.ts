import { coordinatesKey, type Json, type Prepared, type RunResult, type WorkClaim } from '@dof/core';
import type Database from 'libsql';
import type { ClaimBoard } from './claims/claim-board.js';
import { GroupCommit } from './database/group-commit.js';
import { inTransaction } from './database/in-transaction.js';
import { parseRow, runRow, STORED_RESULT, type RunRow, type StoredResult } from './database/run-row.js';
import { RunWriter } from './database/run-writer.js';
import type { EmbeddedRunStore, StorePosition } from './embedded-run-store.js';
import { translateDatabaseError } from './errors/translate-database-error.js';
import type { PreparedFolder } from './prepared/prepared-folder.js';

const ROWS_AT_ONCE = 1000;

/** What a store is made of. */
export interface SqliteRunStoreParts {
  readonly database: Database.Database;
  readonly file: string;
  readonly prepared: PreparedFolder;
  /** Absent in a store that is only read. */
  readonly board?: ClaimBoard;
  /** Called once everything is closed. */
  onClosed?(): void;
}

interface WrittenRow {
  readonly row: RunRow;
  readonly replaces: boolean;
}

/** Runs in an SQLite database, preparations as files beside it. */
export class SqliteRunStore implements EmbeddedRunStore {
  readonly #parts: SqliteRunStoreParts;
  readonly #writer: RunWriter;
  readonly #commits = new GroupCommit<WrittenRow>((rows) => this.#write(rows));
  /** Compiled once each: the driver frees a statement's memory only when the garbage collector gets to it. */
  readonly #statements = new Map<string, Database.Statement>();
  #open = true;

  constructor(parts: SqliteRunStoreParts) {
    this.#parts = parts;
    this.#writer = new RunWriter(parts.database);
  }

  async get(hash: string): Promise<RunResult | undefined> {
    return this.#use(() => {
      const row = this.#statement(`SELECT ${STORED_RESULT} FROM runs WHERE hash = ?`).get(hash);
      return row === undefined ? undefined : parseRow(row as StoredResult, this.#parts.file);
    });
  }

  async put(result: RunResult): Promise<void> {
    this.#requireWriting();
    await this.#commits.add({ row: runRow(result), replaces: false });
  }

  async replace(result: RunResult): Promise<void> {
    this.#requireWriting();
    await this.#commits.add({ row: runRow(result), replaces: true });
  }

  async list(): Promise<readonly RunResult[]> {
    const results: RunResult[] = [];
    for (let position = 0; ;) {
      const page = await this.listAfter(position, ROWS_AT_ONCE);
      for (const { result } of page) results.push(result);
      if (page.length < ROWS_AT_ONCE) return results;
      position = page[page.length - 1].position;
    }
  }

  async listAfter(
    position: StorePosition,
    most = ROWS_AT_ONCE,
  ): Promise<readonly { readonly position: StorePosition; readonly result: RunResult }[]> {
    return this.#use(() => {
      const sql = `SELECT sequence, ${STORED_RESULT} FROM runs WHERE sequence > ? ORDER BY sequence LIMIT ?`;
      const rows = this.#statement(sql).all(position, most) as (StoredResult & { readonly sequence: number })[];
      return rows.map((row) => ({ position: row.sequence, result: parseRow(row, this.#parts.file) }));
    });
  }

  async size(): Promise<{ readonly runs: number; readonly position: StorePosition }> {
    const sql = 'SELECT count(*) AS runs, coalesce(max(sequence), 0) AS position FROM runs';
    const { runs, position } = this.#use(() => this.#statement(sql).get()) as { runs: number; position: number };
    return { runs, position };
  }

  async delete(hashes: readonly string[]): Promise<number> {
    this.#requireWriting();
    this.#commits.flush();
    const removed = this.#use(({ database }) => {
      const statement = this.#statement('DELETE FROM runs WHERE hash = ?');
      const remove = (): number => hashes.reduce((removed, hash) => removed + statement.run(hash).changes, 0);
      const removed = inTransaction(database, remove);
      // Not even a damaged file may bring back what was deleted: the log holds former pages until it is emptied.
      database.pragma('wal_checkpoint(TRUNCATE)');
      return removed;
    });
    await this.#parts.prepared.remove(hashes.map(coordinatesKey));
    return removed;
  }

  async getPrepared(key: string): Promise<Prepared | undefined> {
    this.#requireOpen();
    return this.#parts.prepared.read(key);
  }

  async getPreparedMeta(key: string): Promise<Json | undefined> {
    this.#requireOpen();
    return this.#parts.prepared.readMeta(key);
  }

  async putPrepared(key: string, prepared: Prepared): Promise<void> {
    this.#requireWriting();
    await this.#parts.prepared.write(key, prepared);
  }

  async replacePrepared(key: string, prepared: Prepared): Promise<void> {
    this.#requireWriting();
    await this.#parts.prepared.write(key, prepared, { replace: true });
  }

  async preparations(): Promise<readonly string[]> {
    this.#requireOpen();
    return this.#parts.prepared.keys();
  }

  async claim(key: string): Promise<WorkClaim | undefined> {
    return this.#requireWriting().claim(key);
  }

  /** Folds the write-ahead log into `runs.sqlite`, so that the one file can be copied; closing again does nothing. */
  async close(): Promise<void> {
    if (!this.#open) return;
    this.#commits.flush();
    this.#open = false;
    const { database, board, file, onClosed } = this.#parts;
    try {
      if (board !== undefined) database.pragma('wal_checkpoint(TRUNCATE)');
    } catch (error) {
      throw translateDatabaseError(error, file);
    } finally {
      this.#statements.clear();
      database.close();
      board?.close();
      onClosed?.();
    }
  }

  #requireOpen(): void {
    if (!this.#open) throw new Error(`the run store ${this.#parts.file} is closed`);
  }

  #requireWriting(): ClaimBoard {
    this.#requireOpen();
    const { board, file } = this.#parts;
    if (board === undefined) throw new Error(`the run store ${file} was opened for reading`);
    return board;
  }

  #use<T>(work: (parts: SqliteRunStoreParts) => T): T {
    this.#requireOpen();
    try {
      return work(this.#parts);
    } catch (error) {
      throw translateDatabaseError(error, this.#parts.file);
    }
  }

  #write(rows: readonly WrittenRow[]): void {
    this.#use(({ database }) =>
      inTransaction(database, () => {
        for (const { row, replaces } of rows) {
          if (replaces) this.#writer.replace(row);
          else this.#writer.insert(row);
        }
      }),
    );
  }

  #statement(sql: string): Database.Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#parts.database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
