import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { RunResult } from '@dof/core';
import Database from 'libsql';

/** The layout of `runs.sqlite` in format 1, word for word as it was written then. */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS runs (
  sequence            INTEGER PRIMARY KEY AUTOINCREMENT,
  hash                TEXT NOT NULL UNIQUE,
  method              TEXT NOT NULL,
  method_version      TEXT NOT NULL,
  model               TEXT NOT NULL,
  dataset             TEXT NOT NULL,
  backend             TEXT NOT NULL,
  backend_version     TEXT NOT NULL,
  engine_variant      TEXT NOT NULL,
  d                   INTEGER NOT NULL,
  dimension           INTEGER NOT NULL,
  seed                INTEGER NOT NULL,
  start_type          TEXT NOT NULL,
  start_seed          INTEGER NOT NULL,
  start_steps         INTEGER NOT NULL,
  status              TEXT NOT NULL,
  diverged_at_step    INTEGER,
  best_train_loss     REAL,
  best_train_accuracy REAL,
  best_test_loss      REAL,
  best_test_accuracy  REAL,
  wall_time_seconds   REAL NOT NULL,
  finished_at         TEXT NOT NULL,
  result              TEXT NOT NULL,
  checksum            TEXT NOT NULL
);

CREATE INDEX IF NOT EXISTS runs_by_method_and_d ON runs (method, d);

CREATE TABLE IF NOT EXISTS history (
  hash           TEXT NOT NULL REFERENCES runs (hash) ON DELETE CASCADE,
  entry          INTEGER NOT NULL,
  epoch          INTEGER NOT NULL,
  step           INTEGER NOT NULL,
  train_loss     REAL NOT NULL,
  train_accuracy REAL NOT NULL,
  test_loss      REAL NOT NULL,
  test_accuracy  REAL NOT NULL,
  PRIMARY KEY (hash, entry)
) WITHOUT ROWID;

CREATE VIEW IF NOT EXISTS run_summary AS
SELECT
  runs.method, runs.model, runs.dataset, runs.d, runs.dimension,
  CAST(runs.dimension AS REAL) / runs.d AS compression,
  runs.start_type, runs.start_seed, runs.start_steps, runs.seed, runs.status,
  runs.best_train_loss, runs.best_train_accuracy, runs.best_test_loss, runs.best_test_accuracy,
  last.epoch AS epochs, last.train_loss AS final_train_loss, last.train_accuracy AS final_train_accuracy,
  last.test_loss AS final_test_loss, last.test_accuracy AS final_test_accuracy,
  runs.wall_time_seconds, runs.finished_at, runs.hash
FROM runs
LEFT JOIN history AS last ON last.hash = runs.hash
 AND last.entry = (SELECT max(entry) FROM history WHERE history.hash = runs.hash)
ORDER BY runs.method, runs.d, runs.start_seed, runs.seed;

INSERT INTO meta (key, value) VALUES ('format', '1') ON CONFLICT DO NOTHING;
`;

/** Writes a store as format 1 did: columns, history rows, and the result with its checksum. */
export function writeFormat1(folder: string, results: readonly RunResult[]): void {
  const database = new Database(join(folder, 'runs.sqlite'));
  database.pragma('journal_mode = WAL');
  database.exec(SCHEMA);
  for (const result of results) {
    insert(database, 'runs', rowOf(result));
    for (const [entry, { epoch, step, train, test }] of result.history.entries()) {
      insert(database, 'history', {
        hash: result.hash,
        entry,
        epoch,
        step,
        train_loss: train.loss,
        train_accuracy: train.accuracy,
        test_loss: test.loss,
        test_accuracy: test.accuracy,
      });
    }
  }
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}

function rowOf(result: RunResult): Record<string, string | number | null> {
  const { specification, best } = result;
  const text = JSON.stringify(result);
  return {
    hash: result.hash,
    method: specification.method.name,
    method_version: specification.method.version,
    model: specification.model.name,
    dataset: specification.data.name,
    backend: specification.backend.name,
    backend_version: specification.backend.version,
    engine_variant: result.engineVariant,
    d: specification.degreesOfFreedom,
    dimension: result.dimension,
    seed: specification.seed,
    start_type: specification.start.type,
    start_seed: specification.start.seed,
    start_steps: 0,
    status: result.status,
    diverged_at_step: result.divergedAtStep ?? null,
    best_train_loss: best?.trainLoss ?? null,
    best_train_accuracy: best?.trainAccuracy ?? null,
    best_test_loss: best?.testLoss ?? null,
    best_test_accuracy: best?.testAccuracy ?? null,
    wall_time_seconds: result.wallTimeSeconds,
    finished_at: result.finishedAt,
    result: text,
    checksum: createHash('sha256').update(text).digest('hex'),
  };
}

function insert(database: Database.Database, table: string, row: Record<string, string | number | null>): void {
  const columns = Object.keys(row);
  const places = columns.map((column) => `@${column}`).join(', ');
  database.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`).run(row);
}
