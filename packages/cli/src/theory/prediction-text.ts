import { describeThreshold, type ThresholdTrainingDimension } from '@dof/analysis';
import { alignedColumns } from '../output/aligned-columns.js';
import type { CombinedPrediction, CombinedThreshold } from './combined-prediction.js';
import type { SeedPrediction } from './predict-experiment.js';
import { rightAligned } from './right-aligned.js';
import { startName } from './start-name.js';

export interface PredictionFindings {
  readonly seeds: readonly SeedPrediction[];
  /** At the levels asked for. */
  readonly predictions: readonly CombinedPrediction[];
  /** For each prediction, the measured thresholds at the same levels; empty where there are none. */
  readonly measured: readonly (readonly ThresholdTrainingDimension[])[];
}

/** The findings as tables: full training, what the quadratic says of each start, thresholds. */
export function predictionText({ seeds, predictions, measured }: PredictionFindings): string {
  const training = seeds.map(({ seed, floor, productError }) => [
    `seed ${seed}`,
    `loss at the end of full training ${floor.toPrecision(3)}`,
    `error of the products ${(100 * productError).toPrecision(2)} %`,
  ]);
  const starts = predictions.map(({ start, loss, quadraticLoss, distance }) => [
    startName(start),
    loss.toPrecision(3),
    quadraticLoss.toPrecision(3),
    distance.toPrecision(3),
  ]);
  const thresholds = predictions.flatMap(({ start, thresholds: list }, i) =>
    list.map((threshold, k) => [
      startName(start),
      String(threshold.level),
      describePrediction(threshold),
      measured[i].length > 0 ? describeThreshold(measured[i][k]) : '-',
    ]),
  );
  return [
    'Full training',
    ...alignedColumns(training).map(indented),
    '',
    'Starts, and what the quadratic around the end of full training says of them',
    ...alignedColumns(rightAligned([['start', 'loss', 'by the quadratic', 'distance'], ...starts])).map(indented),
    '',
    'Threshold training dimension d*',
    ...alignedColumns([['start', 'loss level', 'predicted', 'measured'], ...thresholds]).map(indented),
  ].join('\n');
}

function describePrediction({ dStar, lower, upper }: CombinedThreshold): string {
  if (dStar === null || lower === null || upper === null) return 'not above the end of full training';
  if (upper === 0) return '0 (the quadratic is there at the start)';
  return `${dStar.toPrecision(3)} (${lower.toPrecision(3)} to ${upper.toPrecision(3)})`;
}

function indented(line: string): string {
  return `  ${line}`;
}
