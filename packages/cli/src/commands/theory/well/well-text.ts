import type { WellStudy } from '@dof/analysis';
import { alignedColumns, rightAligned } from '../../../terminal/aligned-columns.js';

/** The study as a table, and how to read it. */
export function wellText(study: WellStudy, spectrum: string, random: boolean): string {
  const { answers, dimension, radius, startingLoss } = study;
  const simulated = answers.some((answer) => answer.simulated !== undefined);
  const heading = [
    'loss',
    'of start',
    'width^2, paper',
    'd*, paper',
    'd*, exact',
    ...(random ? ['median over starts'] : []),
    ...(simulated ? ['simulated', '95 % interval'] : []),
  ];
  const rows = answers.map(({ loss, share, paper, asymptotic, medianOverStarts, simulated: found }) => [
    loss.toPrecision(3),
    share.toPrecision(3),
    `${paper.squaredWidthLower.toFixed(1)} to ${paper.squaredWidthUpper.toFixed(1)}`,
    `${paper.thresholdEstimate.toFixed(1)}${paper.valid ? ' ' : '*'}`,
    asymptotic.toFixed(1),
    ...(random ? [(medianOverStarts ?? 0).toFixed(1)] : []),
    ...(found === undefined ? [] : [found.median.toFixed(1), `${found.lower} to ${found.upper}`]),
  ]);
  const there = answers.filter(({ share }) => share >= 1).map(({ loss }) => loss.toPrecision(3));
  const notes = [
    ...(there.length > 0 ? [`loss ${there.join(', ')}: reached at the start, so it tells nothing about training`] : []),
    ...(answers.some(({ paper }) => !paper.valid)
      ? ['* the start is not ten times as far as the longest semi-axis of the sub-level set, which the estimate needs']
      : []),
    ...(random
      ? ['exact: threshold of the mean loss over starts; where a few directions carry it, the median is lower']
      : []),
  ];
  return [
    `Quadratic well: ${spectrum}, D = ${dimension}, R = ${radius}, starting loss ${startingLoss.toPrecision(4)}`,
    '',
    ...alignedColumns(rightAligned([heading, ...rows]), '   '),
    ...(notes.length > 0 ? ['', ...notes] : []),
  ].join('\n');
}
