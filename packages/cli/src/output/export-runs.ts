import type { RunResult } from '@dof/core';

type Cell = string | number | undefined;

/** The columns of an export, named as in the store's view `run_summary`. */
const COLUMNS: Readonly<Record<string, (result: RunResult) => Cell>> = {
  method: ({ specification }) => specification.method.name,
  model: ({ specification }) => specification.model.name,
  dataset: ({ specification }) => specification.data.name,
  d: ({ specification }) => specification.degreesOfFreedom,
  dimension: ({ dimension }) => dimension,
  compression: ({ specification, dimension }) => dimension / specification.degreesOfFreedom,
  start_type: ({ specification }) => specification.start.type,
  start_seed: ({ specification }) => specification.start.seed,
  start_steps: ({ specification: { start } }) => (start.type === 'burn-in' ? start.steps : 0),
  seed: ({ specification }) => specification.seed,
  status: ({ status }) => status,
  best_train_loss: ({ best }) => best?.trainLoss,
  best_train_accuracy: ({ best }) => best?.trainAccuracy,
  best_test_loss: ({ best }) => best?.testLoss,
  best_test_accuracy: ({ best }) => best?.testAccuracy,
  epochs: ({ history }) => history.at(-1)?.epoch,
  wall_time_seconds: ({ wallTimeSeconds }) => wallTimeSeconds,
  finished_at: ({ finishedAt }) => finishedAt,
  hash: ({ hash }) => hash,
  engine_variant: ({ engineVariant }) => engineVariant,
};

/** One line per run below a line of names (RFC 4180, with line feeds). */
export function runsAsCsv(results: readonly RunResult[]): string {
  const lines = [Object.keys(COLUMNS), ...results.map((result) => Object.values(COLUMNS).map((of) => of(result)))];
  return lines.map((cells) => `${cells.map(csvCell).join(',')}\n`).join('');
}

/** Every run whole, as one JSON array. */
export function runsAsJson(results: readonly RunResult[]): string {
  return `${JSON.stringify(results, undefined, 2)}\n`;
}

function csvCell(cell: Cell): string {
  const text = String(cell ?? '');
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
