import { thresholdTrainingDimension, type ThresholdTrainingDimension } from '@dof/analysis';
import { canonicalJson, type AnalysisSettings, type RunResult, type StartRequest } from '@dof/core';

export interface MeasuredQuestion {
  readonly results: readonly RunResult[];
  /** The null model. */
  readonly method: string;
  readonly start: StartRequest;
  readonly levels: readonly number[];
  readonly analysis: AnalysisSettings;
}

/** d* of the null model as measured from one start, at every level; empty where it has no runs. */
export function measuredThresholds(question: MeasuredQuestion): readonly ThresholdTrainingDimension[] {
  const { results, method, start, levels, analysis } = question;
  const wanted = canonicalJson({ ...start, seed: 0 });
  const trials = results
    .filter(({ specification }) => specification.method.name === method)
    .filter(({ specification }) => canonicalJson({ ...specification.start, seed: 0 }) === wanted)
    .map(({ specification, best }) => ({
      d: specification.degreesOfFreedom,
      seed: specification.seed,
      best: best?.trainLoss ?? Infinity,
    }));
  if (trials.length === 0) return [];
  const { delta, confidence } = analysis;
  return levels.map((level) => thresholdTrainingDimension(trials, { level, delta, confidence }));
}
