import { describeThreshold, thresholdTrainingDimension, type ThresholdTrainingDimension } from '@dof/analysis';
import { canonicalJson, type AnalysisSettings, type RunResult } from '@dof/core';
import { omit } from '../objects/omit.js';

/** Li et al. 2018: the least d that reaches a share of the full model's validation accuracy. Plain JSON. */
export interface IntrinsicDimension {
  /** 0.9 for d_int90. */
  readonly share: number;
  /** Mean over the full model's runs of their best test accuracy. */
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
 * d_int of a method's runs, by the full model trained from the same start in the same experiment; undefined where none
 * was, and for the full model itself.
 */
export function intrinsicDimension(
  runs: readonly RunResult[],
  results: readonly RunResult[],
  { delta, confidence, fullModelShare: share = 0.9, search }: AnalysisSettings,
): IntrinsicDimension | undefined {
  if (runs[0].fullModel === true) return undefined;
  const own = circumstances(runs[0]);
  const full = results.filter((result) => result.fullModel === true && circumstances(result) === own);
  const accuracies = full.flatMap(({ best }) => best?.testAccuracy ?? []);
  if (accuracies.length === 0) return undefined;
  const fullAccuracy = accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / accuracies.length;
  const level = share * fullAccuracy;
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
  return { share, fullAccuracy, fullRuns: accuracies.length, level, threshold, dStar: describeThreshold(threshold) };
}

function circumstances({ specification: { model, data, start } }: RunResult): string {
  return canonicalJson({ model, data, start: omit(start, 'seed') });
}
