import { createHash } from 'node:crypto';
import { types } from 'node:util';
import { canonicalJson, plainText, type RunResult } from '@dof/core';
import { corruptDatabase } from '../errors/translate-database-error.js';

/** A run as columns of the table `runs`. */
export type RunRow = Readonly<Record<string, string | number | null>>;

/** What the driver makes of a column of bytes: one in rows that are arrays, the other in rows that are objects. */
export type Bytes = Uint8Array | ArrayBuffer;

/** The guarded part of a row, see {@link STORED_RESULT}. */
export interface StoredResult {
  readonly result: Bytes;
  readonly checksum: Bytes;
}

/**
 * The columns of a {@link StoredResult}, as bytes: the driver ends the whole process where a text is not valid UTF-8,
 * which one flipped bit can do.
 */
export const STORED_RESULT = 'CAST(result AS BLOB) AS result, CAST(checksum AS BLOB) AS checksum';

/**
 * Lays a result out as a row.
 *
 * @throws TypeError for a number that JSON cannot hold: results carry finite numbers only.
 */
export function runRow(result: RunResult): RunRow {
  const { specification, best, preparationCost } = result;
  const { method, start, training, degreesOfFreedom } = specification;
  const text = JSON.stringify(result, refuseLossyNumbers);
  const realised = result.realisedDegreesOfFreedom ?? degreesOfFreedom;
  const row = {
    hash: result.hash,
    method: method.name,
    method_version: method.version,
    method_options: canonicalJson(method.options),
    model: specification.model.name,
    dataset: specification.data.name,
    backend: specification.backend.name,
    backend_version: specification.backend.version,
    engine_variant: result.engineVariant,
    d: degreesOfFreedom,
    realised_d: realised,
    jacobian_rank: result.jacobianRank ?? realised,
    dimension: result.dimension,
    seed: specification.seed,
    start_type: start.type,
    start_seed: start.seed,
    start_steps: start.type === 'burn-in' ? start.steps : 0,
    optimizer: training.optimizer.name,
    learning_rate: training.optimizer.learningRate,
    batch_size: training.batchSize,
    planned_epochs: training.epochs,
    status: result.status,
    diverged_at_step: result.divergedAtStep ?? null,
    best_train_loss: best?.trainLoss ?? null,
    best_train_accuracy: best?.trainAccuracy ?? null,
    best_test_loss: best?.testLoss ?? null,
    best_test_accuracy: best?.testAccuracy ?? null,
    wall_time_seconds: result.wallTimeSeconds,
    preparation_seconds: preparationCost?.seconds ?? null,
    finished_at: result.finishedAt,
  };
  // The result itself is JSON, which spells out halves of pairs; a column would lose them, and then fail its checksum.
  const plain = Object.entries(row).map(([name, value]) => [
    name,
    typeof value === 'string' ? plainText(value) : value,
  ]);
  const columns: RunRow = { ...Object.fromEntries(plain), result: text, checksum: checksum(text) };
  return { ...columns, row_checksum: rowChecksum(Object.values(columns)) };
}

/**
 * SHA-256 over every column of a row but `sequence` and `row_checksum`, in the order of the schema. The whole result is
 * in it by its own checksum.
 */
export function rowChecksum(columns: readonly unknown[]): string {
  // -0 comes back from a column as 0, and JSON writes both alike.
  return checksum(JSON.stringify(columns.filter((_, index) => index !== columns.length - 2)));
}

/** Reads a result back and checks that it is the one that was written. */
export function parseRow({ result, checksum: expected }: StoredResult, file: string): RunResult {
  if (checksum(result) !== textOf(expected)) throw corruptDatabase(file, 'a run in it is not what was written');
  return JSON.parse(textOf(result)) as RunResult;
}

/** SHA-256 in hex. */
export function checksum(text: string | Bytes): string {
  const data = typeof text === 'string' || ArrayBuffer.isView(text) ? text : Buffer.from(text);
  return createHash('sha256').update(data).digest('hex');
}

/** The text of a column that was read as bytes. */
export function textOf(bytes: Bytes): string {
  const buffer = ArrayBuffer.isView(bytes)
    ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : Buffer.from(bytes);
  return buffer.toString('utf8');
}

/** True of {@link Bytes}, of whatever realm. */
export function isBytes(value: unknown): value is Bytes {
  return ArrayBuffer.isView(value) || types.isArrayBuffer(value);
}

function refuseLossyNumbers(key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new TypeError(`a run result holds ${value} at "${key}"; results carry finite numbers only`);
  }
  return value;
}
