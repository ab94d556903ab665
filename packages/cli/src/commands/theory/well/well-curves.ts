import { studyWell, type WellStudyOptions, type WellStudy } from '@dof/analysis';
import type { ThresholdCurves, ThresholdSeries } from '@dof/reporting';

/** Loss levels that the curves are drawn through. */
const POINTS = 40;

/** The picture of a study: d* over the loss, by the paper's estimate and bounds, exactly, and simulated. */
export function wellCurves(options: WellStudyOptions, study: WellStudy, spectrum: string): ThresholdCurves {
  const { answers, dimension, radius, startingLoss } = study;
  const lowest = Math.min(...answers.map(({ loss }) => loss)) / 1.5;
  const highest = Math.max(startingLoss, ...answers.map(({ loss }) => loss));
  const losses = Array.from({ length: POINTS }, (_, i) => lowest * (highest / lowest) ** (i / (POINTS - 1)));
  const drawn = studyWell({ ...options, losses }).answers;
  const simulated = answers.flatMap(({ loss, simulated: found }) =>
    found === undefined ? [] : [{ loss, d: found.median, lower: found.lower, upper: found.upper }],
  );
  const series: ThresholdSeries[] = [
    {
      name: "paper's bounds; dashed: its estimate",
      mark: 'dashed',
      points: drawn.map(({ loss, paper }) => ({
        loss,
        d: paper.thresholdEstimate,
        lower: paper.thresholdEstimate,
        upper: dimension - paper.squaredWidthLower,
      })),
    },
    {
      name: 'exact asymptotic threshold',
      mark: 'line',
      points: drawn.map(({ loss, asymptotic, medianOverStarts }) => ({ loss, d: medianOverStarts ?? asymptotic })),
    },
  ];
  if (simulated.length > 0) series.push({ name: 'simulated median, 95 % interval', mark: 'points', points: simulated });
  const start =
    options.eigenvector === undefined ? 'in a random direction' : `along eigenvector ${options.eigenvector}`;
  return {
    title: 'Threshold of a quadratic well',
    subtitle: [`Spectrum: ${spectrum}, D = ${dimension}. Start at distance ${radius} ${start}`],
    panels: [{ series }],
    scale: 'linear',
  };
}
