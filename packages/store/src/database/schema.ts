/** The layout of `runs.sqlite`; a database written with a higher number is refused, one with a lower is migrated. */
export const FORMAT_VERSION = 2;

/**
 * Tables and views of `runs.sqlite`. `runs.result` is the truth, guarded by `checksum`; the other columns repeat parts
 * of it so that they can be queried with SQL, and are guarded by `row_checksum`. `sequence` keeps the order of storing.
 */
export const SCHEMA = `
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE runs (
  sequence            INTEGER PRIMARY KEY AUTOINCREMENT,
  hash                TEXT NOT NULL UNIQUE,
  method              TEXT NOT NULL,
  method_version      TEXT NOT NULL,
  method_options      TEXT NOT NULL,
  model               TEXT NOT NULL,
  dataset             TEXT NOT NULL,
  backend             TEXT NOT NULL,
  backend_version     TEXT NOT NULL,
  engine_variant      TEXT NOT NULL,
  d                   INTEGER NOT NULL,
  realised_d          INTEGER NOT NULL,
  jacobian_rank       INTEGER NOT NULL,
  dimension           INTEGER NOT NULL,
  seed                INTEGER NOT NULL,
  start_type          TEXT NOT NULL,
  start_seed          INTEGER NOT NULL,
  start_steps         INTEGER NOT NULL,
  optimizer           TEXT NOT NULL,
  learning_rate       REAL NOT NULL,
  batch_size          INTEGER NOT NULL,
  planned_epochs      INTEGER NOT NULL,
  status              TEXT NOT NULL,
  diverged_at_step    INTEGER,
  best_train_loss     REAL,
  best_train_accuracy REAL,
  best_test_loss      REAL,
  best_test_accuracy  REAL,
  wall_time_seconds   REAL NOT NULL,
  preparation_seconds REAL,
  finished_at         TEXT NOT NULL,
  result              TEXT NOT NULL,
  checksum            TEXT NOT NULL,
  row_checksum        TEXT NOT NULL
);

CREATE INDEX runs_by_method_and_d ON runs (method, d);

CREATE VIEW history AS
SELECT
  runs.hash, entry.key AS entry,
  entry.value ->> '$.epoch' AS epoch, entry.value ->> '$.step' AS step,
  entry.value ->> '$.train.loss' AS train_loss, entry.value ->> '$.train.accuracy' AS train_accuracy,
  entry.value ->> '$.test.loss' AS test_loss, entry.value ->> '$.test.accuracy' AS test_accuracy
FROM runs, json_each(runs.result, '$.history') AS entry;

CREATE VIEW run_summary AS
SELECT
  method, model, dataset, d, dimension,
  CAST(dimension AS REAL) / d AS compression,
  start_type, start_seed, start_steps, seed, status,
  best_train_loss, best_train_accuracy, best_test_loss, best_test_accuracy,
  result ->> '$.history[#-1].epoch' AS epochs,
  result ->> '$.history[#-1].train.loss' AS final_train_loss,
  result ->> '$.history[#-1].train.accuracy' AS final_train_accuracy,
  result ->> '$.history[#-1].test.loss' AS final_test_loss,
  result ->> '$.history[#-1].test.accuracy' AS final_test_accuracy,
  wall_time_seconds, finished_at, hash,
  method_options, optimizer, learning_rate, engine_variant
FROM runs
ORDER BY method, d, start_seed, seed;

INSERT INTO meta (key, value) VALUES ('format', '${FORMAT_VERSION}');
PRAGMA user_version = ${FORMAT_VERSION};
`;

/** The columns of `runs` from `hash` on, in order. */
export const RUN_COLUMNS: readonly string[] = [
  ...SCHEMA.slice(SCHEMA.indexOf('CREATE TABLE runs'), SCHEMA.indexOf('CREATE INDEX')).matchAll(/^ {2}(\w+) /gm),
]
  .map(([, name]) => name)
  .slice(1);
