import { rmSync } from 'node:fs';
import type { WorkClaim } from '@dof/core';
import type Database from 'libsql';
import { connect } from '../database/connect.js';
import { inTransaction } from '../database/in-transaction.js';
import { describeError } from '../errors/describe-error.js';
import { translateDatabaseError } from '../errors/translate-database-error.js';
import { hasEnded, thisOwner, type ClaimOwner } from './claim-owner.js';

const RENEW_MILLISECONDS = 10_000;
/** An owner that has not been heard of for this long is taken for dead where its process cannot be looked up. */
export const LEASE_MILLISECONDS = 60_000;

const SCHEMA = `
CREATE TABLE IF NOT EXISTS owners (
  id         TEXT PRIMARY KEY,
  host       TEXT NOT NULL,
  pid        INTEGER NOT NULL,
  started    TEXT NOT NULL,
  renewed_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS claims (
  key   TEXT PRIMARY KEY,
  owner TEXT NOT NULL
) WITHOUT ROWID;
`;

type OwnerRow = ClaimOwner & { readonly renewed_at: number };

/**
 * Who is doing what at the moment, for all processes that use one store: a small database beside the runs. It says
 * nothing about what is finished, so it need not survive a crash of the machine, and may be deleted when nobody runs.
 */
export class ClaimBoard {
  readonly #database: Database.Database;
  readonly #file: string;
  readonly #owner = thisOwner();
  readonly #statements: Record<'find' | 'take' | 'release' | 'renew' | 'join', Database.Statement>;
  readonly #heartbeat: NodeJS.Timeout;
  #closed = false;

  private constructor(database: Database.Database, file: string) {
    this.#database = database;
    this.#file = file;
    this.#statements = {
      find: database.prepare('SELECT owners.* FROM claims LEFT JOIN owners ON owners.id = claims.owner WHERE key = ?'),
      take: database.prepare(
        'INSERT INTO claims (key, owner) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET owner = excluded.owner',
      ),
      release: database.prepare('DELETE FROM claims WHERE key = ? AND owner = ?'),
      renew: database.prepare('UPDATE owners SET renewed_at = ? WHERE id = ?'),
      join: database.prepare('INSERT INTO owners (id, host, pid, started, renewed_at) VALUES (?, ?, ?, ?, ?)'),
    };
    this.#heartbeat = setInterval(() => this.#renew(), RENEW_MILLISECONDS);
    this.#heartbeat.unref();
  }

  /** Joins those who use the store, and makes the file when it is absent or damaged. */
  static async open(file: string): Promise<ClaimBoard> {
    try {
      return await ClaimBoard.#join(file);
    } catch (error) {
      if (!/^SQLITE_(CORRUPT|NOTADB)/.test(describeError(error).code)) throw translateDatabaseError(error, file);
      for (const path of [file, `${file}-wal`, `${file}-shm`]) rmSync(path, { force: true });
      return ClaimBoard.#join(file);
    }
  }

  static async #join(file: string): Promise<ClaimBoard> {
    const database = await connect(file);
    try {
      database.pragma('synchronous = OFF');
      database.exec(SCHEMA);
      const board = new ClaimBoard(database, file);
      board.#forgetTheDead();
      board.#renew();
      return board;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** Claims `key`; undefined while a living owner, this one included, has it. */
  claim(key: string): WorkClaim | undefined {
    const taken = this.#use(() =>
      inTransaction(this.#database, () => {
        const row = this.#statements.find.get(key) as Partial<OwnerRow> | undefined;
        if (row !== undefined && isOwner(row) && !this.#isDead(row)) return false;
        this.#statements.take.run(key, this.#owner.id);
        return true;
      }),
    );
    if (!taken) return undefined;
    let held = true;
    return {
      release: async () => {
        if (held) this.#release(key);
        held = false;
      },
    };
  }

  /** How many others use the store. */
  others(): number {
    return this.#use(
      () => this.#owners().filter((owner) => owner.id !== this.#owner.id && !this.#isDead(owner)).length,
    );
  }

  /** Gives up every claim; closing again does nothing. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#heartbeat);
    try {
      this.#forget(this.#owner.id);
    } catch {
      // A full disk, say: the others see that the process has ended.
    } finally {
      this.#database.close();
    }
  }

  #release(key: string): void {
    if (this.#closed) return;
    try {
      this.#statements.release.run(key, this.#owner.id);
    } catch {
      // Whoever needs it later finds that its owner is gone.
    }
  }

  #renew(): void {
    const now = Date.now();
    const { id, host, pid, started } = this.#owner;
    try {
      if (this.#statements.renew.run(now, id).changes === 0) this.#statements.join.run(id, host, pid, started, now);
    } catch {
      // The next beat tries again; until then others can still look the process up.
    }
  }

  #forgetTheDead(): void {
    for (const owner of this.#owners()) if (this.#isDead(owner)) this.#forget(owner.id);
  }

  #forget(id: string): void {
    inTransaction(this.#database, () => {
      this.#database.prepare('DELETE FROM claims WHERE owner = ?').run(id);
      this.#database.prepare('DELETE FROM owners WHERE id = ?').run(id);
    });
  }

  #owners(): readonly OwnerRow[] {
    return this.#database.prepare('SELECT * FROM owners').all() as OwnerRow[];
  }

  #isDead(owner: OwnerRow): boolean {
    if (owner.id === this.#owner.id) return false;
    return hasEnded(owner) || Date.now() - owner.renewed_at > LEASE_MILLISECONDS;
  }

  #use<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw translateDatabaseError(error, this.#file);
    }
  }
}

function isOwner(row: Partial<OwnerRow>): row is OwnerRow {
  return typeof row.id === 'string';
}
