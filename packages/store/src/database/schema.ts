/** The layout of `runs.sqlite`; a database written with a higher number is refused. */
export const FORMAT_VERSION = 1;

/**
 * Tables and views of `runs.sqlite`. `runs.result` is the truth, guarded by its checksum; every other column and the
 * rows of `history` repeat parts of it so that they can be queried with SQL. `sequence` keeps the order of storing.
 */
export const SCHEMA = `
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

INSERT INTO meta (key, value) VALUES ('format', '${FORMAT_VERSION}') ON CONFLICT DO NOTHING;
`;
