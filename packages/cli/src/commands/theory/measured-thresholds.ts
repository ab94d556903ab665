import type { ThresholdTrainingDimension } from '@dof/analysis';
import { canonicalJson, seriesStart, type ResolvedExperiment, type RunResult, type StartRequest } from '@dof/core';
import { seriesOf, summarise, type ThresholdPoint, type ThresholdSeries } from '@dof/reporting';

/** d* of one series of the null model as measured, at every level. */
export interface MeasuredSeries {
  /** What tells it from other series of the null model; its method's name where there is none. */
  readonly series: string;
  readonly thresholds: readonly ThresholdTrainingDimension[];
}

/**
 * The thresholds of the null model as measured from each start: what a report of the same runs says. Several where the
 * experiment has several series of the null model, none where none was run.
 *
 * @param results the experiment's own runs.
 */
export function measuredThresholds(
  { experiment, layout }: ResolvedExperiment,
  results: readonly RunResult[],
  levels: readonly number[],
): (start: StartRequest) => readonly MeasuredSeries[] {
  const { name: title, analysis } = experiment;
  const summary = summarise({
    title,
    dimension: layout.dimension,
    results,
    analysis: { ...analysis, lossLevels: levels },
  });
  const nulls = seriesOf(summary, experiment).filter(({ ofNullModel }) => ofNullModel);
  return ({ seed, ...start }) => {
    const wanted = canonicalJson(seriesStart(start, seed));
    return nulls
      .filter((series) => canonicalJson(series.summary.start) === wanted)
      .map(({ method, summary: found }) => ({
        series: method,
        thresholds: found.levels.map(({ threshold }) => threshold),
      }));
  };
}

/** The measured thresholds as points of a picture, a series each; those that were not measured are left out. */
export function measuredPoints(measured: readonly MeasuredSeries[]): readonly ThresholdSeries[] {
  const drawn = measured.map(({ series, thresholds }) => ({
    name: measured.length === 1 ? 'measured' : `measured, ${series}`,
    mark: 'points' as const,
    points: thresholds.flatMap((threshold): ThresholdPoint[] =>
      threshold.status === 'measured'
        ? [{ loss: threshold.level, d: threshold.dStar, lower: threshold.lower, upper: threshold.upper }]
        : [],
    ),
  }));
  return drawn.filter(({ points }) => points.length > 0);
}
