import { canonicalJson, contentHash, csvField, groupIntoSeries, seriesByHash, type RunResult } from '@dof/core';
import { jsonText } from '../../terminal/printing.js';

type Cell = string | number | undefined;

/**
 * The columns of an export. Beside what a run reached they have all that its series is told by, so that whoever reads the
 * file can tell recipes apart; `dof threshold` does by the column `series`.
 */
const COLUMNS: Readonly<Record<string, (result: RunResult, series: string) => Cell>> = {
  series: (_, series) => series,
  method: ({ specification }) => specification.method.name,
  method_version: ({ specification }) => specification.method.version,
  method_options: ({ specification }) => canonicalJson(specification.method.options),
  model: ({ specification }) => specification.model.name,
  model_hash: ({ specification }) => contentHash(specification.model),
  dataset: ({ specification }) => specification.data.name,
  dataset_options: ({ specification }) => canonicalJson(specification.data.options),
  dataset_hash: ({ specification }) => specification.data.contentHash,
  train_count: ({ specification }) => specification.data.trainCount,
  test_count: ({ specification }) => specification.data.testCount,
  d: ({ specification }) => specification.degreesOfFreedom,
  d_trained: ({ specification, realisedDegreesOfFreedom }) =>
    realisedDegreesOfFreedom ?? specification.degreesOfFreedom,
  dimension: ({ dimension }) => dimension,
  compression: ({ specification, dimension }) => dimension / specification.degreesOfFreedom,
  start_type: ({ specification }) => specification.start.type,
  start_seed: ({ specification }) => specification.start.seed,
  start_steps: ({ specification: { start } }) => (start.type === 'burn-in' ? start.steps : 0),
  start_learning_rate: ({ specification: { start } }) => (start.type === 'burn-in' ? start.learningRate : undefined),
  start_momentum: ({ specification: { start } }) => (start.type === 'burn-in' ? start.momentum : undefined),
  start_batch_size: ({ specification: { start } }) => (start.type === 'burn-in' ? start.batchSize : undefined),
  start_weights: ({ specification: { start } }) => (start.type === 'weights' ? canonicalJson(start) : undefined),
  seed: ({ specification }) => specification.seed,
  recommended_training: ({ recommendedTraining }) =>
    recommendedTraining === undefined ? undefined : canonicalJson(recommendedTraining),
  optimizer: ({ specification }) => specification.training.optimizer.name,
  learning_rate: ({ specification }) => specification.training.optimizer.learningRate,
  optimizer_options: ({ specification }) => canonicalJson(specification.training.optimizer),
  learning_rate_schedule: ({ specification }) => canonicalJson(specification.training.schedule),
  batch_size: ({ specification }) => specification.training.batchSize,
  training_epochs: ({ specification }) => specification.training.epochs,
  stopping_rule: ({ specification: { stopping } }) => (stopping === undefined ? undefined : canonicalJson(stopping)),
  evaluation_batch_size: ({ specification }) => specification.evaluation.batchSize,
  status: ({ status }) => status,
  stopped: ({ stopped }) => stopped,
  best_train_loss: ({ best }) => best?.trainLoss,
  best_train_accuracy: ({ best }) => best?.trainAccuracy,
  best_test_loss: ({ best }) => best?.testLoss,
  best_test_accuracy: ({ best }) => best?.testAccuracy,
  epochs_done: ({ history }) => history.at(-1)?.epoch,
  wall_time_seconds: ({ wallTimeSeconds }) => wallTimeSeconds,
  finished_at: ({ finishedAt }) => finishedAt,
  hash: ({ hash }) => hash,
  engine: ({ specification: { backend } }) => backend.name,
  engine_version: ({ specification: { backend } }) => backend.version,
  engine_variant: ({ engineVariant }) => engineVariant,
};

/** One line per run below a line of names (RFC 4180, with line feeds). */
export function runsAsCsv(results: readonly RunResult[]): string {
  const series = seriesByHash(groupIntoSeries(results));
  const rows = results.map((result) =>
    Object.values(COLUMNS).map((of) => of(result, series.get(result.hash)?.label ?? '')),
  );
  return [Object.keys(COLUMNS), ...rows].map((cells) => `${cells.map(csvField).join(',')}\n`).join('');
}

/** Every run whole, as one JSON array. */
export function runsAsJson(results: readonly RunResult[]): string {
  return jsonText(results);
}
