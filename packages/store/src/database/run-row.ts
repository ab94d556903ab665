import { createHash } from 'node:crypto';
import type { HistoryEntry, RunResult } from '@dof/core';
import { corruptDatabase } from '../errors/translate-database-error.js';

/** A run as columns of the table `runs`. */
export type RunRow = Readonly<Record<string, string | number | null>>;

/** The guarded part of a row. */
export interface StoredResult {
  readonly hash: string;
  readonly result: string;
  readonly checksum: string;
}

/**
 * Lays a result out as a row.
 *
 * @throws TypeError for a number that JSON cannot hold: results carry finite numbers only.
 */
export function runRow(result: RunResult): RunRow {
  const { specification, best } = result;
  const text = JSON.stringify(result, refuseLossyNumbers);
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
    start_steps: specification.start.type === 'burn-in' ? specification.start.steps : 0,
    status: result.status,
    diverged_at_step: result.divergedAtStep ?? null,
    best_train_loss: best?.trainLoss ?? null,
    best_train_accuracy: best?.trainAccuracy ?? null,
    best_test_loss: best?.testLoss ?? null,
    best_test_accuracy: best?.testAccuracy ?? null,
    wall_time_seconds: result.wallTimeSeconds,
    finished_at: result.finishedAt,
    result: text,
    checksum: checksum(text),
  };
}

/** Lays one measurement out as a row of the table `history`; `entry` counts from 0. */
export function historyRow(hash: string, entry: number, { epoch, step, train, test }: HistoryEntry): RunRow {
  return {
    hash,
    entry,
    epoch,
    step,
    train_loss: train.loss,
    train_accuracy: train.accuracy,
    test_loss: test.loss,
    test_accuracy: test.accuracy,
  };
}

/** Reads a result back and checks that it is the one that was written. */
export function parseRow(row: StoredResult, file: string): RunResult {
  if (checksum(row.result) !== row.checksum) {
    throw corruptDatabase(file, `run ${row.hash} is not what was written`);
  }
  return JSON.parse(row.result) as RunResult;
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function refuseLossyNumbers(key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new TypeError(`a run result holds ${value} at "${key}"; results carry finite numbers only`);
  }
  return value;
}
