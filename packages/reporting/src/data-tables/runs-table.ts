import type { RunResult } from '@dof/core';
import { seriesByHash, type Series } from '../summary/series.js';
import type { DataTable } from './data-table.js';
import { recordTable } from './record-table.js';

/** A run has one row. */
const ONE_ROW = [undefined];

/** One row per run, without its history. */
export function runsTable(results: readonly RunResult[], series: readonly Series[]): DataTable {
  const seriesOf = seriesByHash(series);
  const d = ({ specification }: RunResult) => specification.degreesOfFreedom;
  return recordTable({
    name: 'runs',
    caption: 'Every run with its best values',
    records: results,
    partsOf: () => ONE_ROW,
    columns: [
      { name: 'hash', title: 'run', type: 'text', of: ({ hash }) => hash },
      {
        ...{ name: 'method', title: 'method', type: 'text' },
        of: ({ hash, specification }) => seriesOf.get(hash)?.method ?? specification.method.name,
      },
      {
        ...{ name: 'start', title: 'start', type: 'text' },
        of: ({ hash, specification }) => seriesOf.get(hash)?.start ?? specification.start.type,
      },
      { name: 'd', title: 'd', type: 'integer', of: d },
      {
        ...{ name: 'realisedDegreesOfFreedom', title: 'd trained', type: 'integer' },
        of: (run) => run.realisedDegreesOfFreedom ?? d(run),
      },
      {
        ...{ name: 'jacobianRank', title: 'Jacobian rank', type: 'integer' },
        of: (run) => run.jacobianRank ?? run.realisedDegreesOfFreedom ?? d(run),
      },
      { name: 'dimension', title: 'D', type: 'integer', of: ({ dimension }) => dimension },
      { name: 'seed', title: 'seed', type: 'integer', of: ({ specification }) => specification.seed },
      {
        ...{ name: 'startSeed', title: 'seed of the start', type: 'integer' },
        of: ({ specification }) => specification.start.seed,
      },
      {
        ...{ name: 'learningRate', title: 'learning rate', type: 'number' },
        of: ({ specification }) => specification.training.optimizer.learningRate,
      },
      {
        ...{ name: 'optimizer', title: 'optimizer', type: 'text' },
        of: ({ specification }) => specification.training.optimizer.name,
      },
      {
        ...{ name: 'batchSize', title: 'batch size', type: 'integer' },
        of: ({ specification }) => specification.training.batchSize,
      },
      {
        ...{ name: 'epochs', title: 'epochs', type: 'integer' },
        of: ({ specification }) => specification.training.epochs,
      },
      { name: 'status', title: 'status', type: 'text', of: ({ status }) => status },
      {
        ...{ name: 'bestTrainLoss', title: 'best training loss', type: 'number' },
        of: ({ best }) => finite(best?.trainLoss),
      },
      {
        ...{ name: 'bestTrainAccuracy', title: 'best training accuracy', type: 'number' },
        of: ({ best }) => finite(best?.trainAccuracy),
      },
      {
        ...{ name: 'bestTestLoss', title: 'best test loss', type: 'number' },
        of: ({ best }) => finite(best?.testLoss),
      },
      {
        ...{ name: 'bestTestAccuracy', title: 'best test accuracy', type: 'number' },
        of: ({ best }) => finite(best?.testAccuracy),
      },
      { name: 'wallTimeSeconds', title: 'seconds', type: 'number', of: ({ wallTimeSeconds }) => wallTimeSeconds },
      { name: 'finishedAt', title: 'finished at', type: 'text', of: ({ finishedAt }) => finishedAt },
      { name: 'engineVariant', title: 'engine', type: 'text', of: ({ engineVariant }) => engineVariant },
    ],
  });
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
