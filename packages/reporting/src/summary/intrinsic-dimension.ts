import { describeThreshold, thresholdTrainingDimension, type ThresholdTrainingDimension } from '@dof/analysis';
import type { AnalysisSettings, RunResult, RunSeries } from '@dof/core';

/** Li et al. 2018: the least d that reaches a share of the full model's validation accuracy. Plain JSON. */
export interface IntrinsicDimension {
  /** 0.9 for d_int90. */
  readonly share: number;
  /** The series of the full model: the most accurate one, where it was trained by several recipes. */
  readonly fullModel: string;
  /** Mean over its runs of their best test accuracy. */
  readonly fullAccuracy: number;
  /** How many runs of the full model. */
  readonly fullRuns: number;
  /** The test accuracy to reach: share x fullAccuracy. */
  readonly level: number;
  readonly threshold: ThresholdTrainingDimension;
  /** The answer in words. */
  readonly dStar: string;
}

/**
 * d_int of a series, by the full model trained from the same start in the same experiment; undefined where none was, and
 * for the full model itself.
 */
export function intrinsicDimension(
  { runs, setting }: RunSeries<RunResult>,
  series: readonly RunSeries<RunResult>[],
  { delta, confidence, fullModelShare: share = 0.9, search }: AnalysisSettings,
): IntrinsicDimension | undefined {
  if (isFullModel(runs)) return undefined;
  const [full] = series
    .filter((other) => other.setting === setting && isFullModel(other.runs))
    .flatMap((other) => accuracyOf(other) ?? [])
    .sort((a, b) => b.fullAccuracy - a.fullAccuracy);
  if (full === undefined) return undefined;
  const level = share * full.fullAccuracy;
  const trials = runs.map(({ specification, best, stopped }) => ({
    d: specification.degreesOfFreedom,
    seed: specification.seed,
    cluster: specification.start.seed,
    best: best?.testAccuracy ?? -Infinity,
    stopped: stopped === 'level-reached',
  }));
  const threshold = thresholdTrainingDimension(trials, {
    ...{ level, delta, confidence },
    direction: 'at-least',
    design: search === undefined ? 'fixed' : 'adaptive',
  });
  return { share, ...full, level, threshold, dStar: describeThreshold(threshold) };
}

function isFullModel([first]: readonly RunResult[]): boolean {
  return first.fullModel === true;
}

function accuracyOf({
  label,
  runs,
}: RunSeries<RunResult>): Pick<IntrinsicDimension, 'fullModel' | 'fullAccuracy' | 'fullRuns'> | undefined {
  const accuracies = runs.flatMap(({ best }) => best?.testAccuracy ?? []);
  if (accuracies.length === 0) return undefined;
  const fullAccuracy = accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / accuracies.length;
  return { fullModel: label, fullAccuracy, fullRuns: accuracies.length };
}
