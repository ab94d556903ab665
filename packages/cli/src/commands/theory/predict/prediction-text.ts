import { describeThreshold, type CombinedPrediction, type CombinedThreshold, type SeedPrediction } from '@dof/analysis';
import { alignedColumns, rightAligned } from '../../../terminal/aligned-columns.js';
import type { MeasuredSeries } from '../measured-thresholds.js';

export interface PredictionFindings {
  readonly seeds: readonly SeedPrediction[];
  /** At the levels asked for. */
  readonly predictions: readonly CombinedPrediction[];
  /** The start of each prediction, in words. */
  readonly startNames: readonly string[];
  /** For each prediction, the measured series of the null model at the same levels; empty where there are none. */
  readonly measured: readonly (readonly MeasuredSeries[])[];
}

/** The findings as tables: full training, what the quadratic says of each start, thresholds. */
export function predictionText({ seeds, predictions, startNames, measured }: PredictionFindings): string {
  const training = seeds.map(({ seed, floor, productError }) => [
    `seed ${seed}`,
    `loss at the end of full training ${floor.toPrecision(3)}`,
    `error of the products ${(100 * productError).toPrecision(2)} %`,
  ]);
  const starts = predictions.map(({ loss, quadraticLoss, distance }, i) => [
    startNames[i],
    loss.toPrecision(3),
    quadraticLoss.toPrecision(3),
    distance.toPrecision(3),
  ]);
  // A column for each series of the null model that was run.
  const series = [...new Set(measured.flat().map((one) => one.series))];
  const columns = series.length > 1 ? series : [undefined];
  const measuredAt = (i: number, k: number, name: string | undefined): string => {
    const found = measured[i].find((one) => name === undefined || one.series === name);
    return found === undefined ? '-' : describeThreshold(found.thresholds[k]);
  };
  const thresholds = predictions.flatMap(({ thresholds: list }, i) =>
    list.map((threshold, k) => [
      startNames[i],
      String(threshold.level),
      describePrediction(threshold),
      ...columns.map((name) => measuredAt(i, k, name)),
    ]),
  );
  const heading = columns.map((name) => (name === undefined ? 'measured' : `measured, ${name}`));
  return [
    'Full training',
    ...alignedColumns(training).map(indented),
    '',
    'Starts, and what the quadratic around the end of full training says of them',
    ...alignedColumns(rightAligned([['start', 'loss', 'by the quadratic', 'distance'], ...starts])).map(indented),
    '',
    'Threshold training dimension d*',
    ...alignedColumns([['start', 'loss level', 'predicted', ...heading], ...thresholds]).map(indented),
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
