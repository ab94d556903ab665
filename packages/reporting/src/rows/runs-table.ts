import type { RunResult } from '@dof/core';
import type { Series } from '../series/series.js';
import type { DataTable, Row } from '../tables/data-table.js';

/** One row per run, without its history. */
export function runsTable(results: readonly RunResult[], series: readonly Series[]): DataTable {
  const seriesOfRun = new Map(series.flatMap((one) => one.summary.runs.map(({ hash }) => [hash, one] as const)));
  return {
    name: 'runs',
    caption: 'Every run with its best values',
    columns: [
      { name: 'hash', title: 'run', type: 'text' },
      { name: 'method', title: 'method', type: 'text' },
      { name: 'start', title: 'start', type: 'text' },
      { name: 'd', title: 'd', type: 'integer' },
      { name: 'realisedDegreesOfFreedom', title: 'd trained', type: 'integer' },
      { name: 'jacobianRank', title: 'Jacobian rank', type: 'integer' },
      { name: 'dimension', title: 'D', type: 'integer' },
      { name: 'seed', title: 'seed', type: 'integer' },
      { name: 'startSeed', title: 'seed of the start', type: 'integer' },
      { name: 'learningRate', title: 'learning rate', type: 'number' },
      { name: 'status', title: 'status', type: 'text' },
      { name: 'bestTrainLoss', title: 'best training loss', type: 'number' },
      { name: 'bestTrainAccuracy', title: 'best training accuracy', type: 'number' },
      { name: 'bestTestLoss', title: 'best test loss', type: 'number' },
      { name: 'bestTestAccuracy', title: 'best test accuracy', type: 'number' },
      { name: 'wallTimeSeconds', title: 'seconds', type: 'number' },
      { name: 'finishedAt', title: 'finished at', type: 'text' },
      { name: 'engineVariant', title: 'engine', type: 'text' },
    ],
    rows: lazily(results, (result) => runRow(result, seriesOfRun.get(result.hash))),
  };
}

function runRow(result: RunResult, series: Series | undefined): Row {
  const { specification, best } = result;
  const d = specification.degreesOfFreedom;
  return {
    hash: result.hash,
    method: series?.method ?? specification.method.name,
    start: series?.start ?? specification.start.type,
    d,
    realisedDegreesOfFreedom: result.realisedDegreesOfFreedom ?? d,
    jacobianRank: result.jacobianRank ?? result.realisedDegreesOfFreedom ?? d,
    dimension: result.dimension,
    seed: specification.seed,
    startSeed: specification.start.seed,
    learningRate: specification.training.optimizer.learningRate,
    status: result.status,
    bestTrainLoss: finite(best?.trainLoss),
    bestTrainAccuracy: finite(best?.trainAccuracy),
    bestTestLoss: finite(best?.testLoss),
    bestTestAccuracy: finite(best?.testAccuracy),
    wallTimeSeconds: result.wallTimeSeconds,
    finishedAt: result.finishedAt,
    engineVariant: result.engineVariant,
  };
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/** Rows that are made while they are read, so that 100,000 of them take no memory. */
export function lazily<T>(items: readonly T[], makeRow: (item: T) => Row | readonly Row[]): Iterable<Row> {
  return {
    *[Symbol.iterator]() {
      for (const item of items) {
        const made = makeRow(item);
        if (Array.isArray(made)) yield* made;
        else yield made as Row;
      }
    },
  };
}
