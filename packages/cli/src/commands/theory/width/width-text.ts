import { describeThreshold, type StartWidths, type SubLevelSetWidth } from '@dof/analysis';
import { alignedColumns, rightAligned } from '../../../terminal/aligned-columns.js';
import type { MeasuredSeries } from '../measured-thresholds.js';

export interface WidthFindings {
  /** D. */
  readonly dimension: number;
  readonly widths: readonly StartWidths[];
  /** The start of each, in words. */
  readonly startNames: readonly string[];
  /** For each start, the measured series of the null model at the same levels; empty where there are none. */
  readonly measured: readonly (readonly MeasuredSeries[])[];
}

/** The findings as a table, with a line for each start and level. */
export function widthText({ dimension, widths, startNames, measured }: WidthFindings): string {
  const series = [...new Set(measured.flat().map((one) => one.series))];
  const columns = series.length > 1 ? series : [undefined];
  const measuredAt = (i: number, k: number, name: string | undefined): string => {
    const found = measured[i].find((one) => name === undefined || one.series === name);
    return found === undefined ? '-' : describeThreshold(found.thresholds[k]);
  };
  const rows = widths.flatMap(({ levels }, i) =>
    levels.map((found, k) => [
      startNames[i],
      String(found.level),
      describeAngle(found, dimension),
      describeThresholdByWidth(found),
      ...columns.map((name) => measuredAt(i, k, name)),
      describeDistances(found),
      describeSearch(found),
    ]),
  );
  const heading = columns.map((name) => (name === undefined ? 'd* measured' : `d* measured, ${name}`));
  const starts = widths.map(({ loss }, i) => [startNames[i], loss.toPrecision(3)]);
  return [
    `Starts (D = ${dimension})`,
    ...alignedColumns(rightAligned([['start', 'loss'], ...starts])).map(indented),
    '',
    'Threshold d_G = D - width^2 of the escape theorem. Training can only make it too high; intervals are over seeds and directions',
    ...alignedColumns([['start', 'loss level', 'turned by', 'd_G', ...heading, 'T / |w_t|', 'search'], ...rows]).map(
      indented,
    ),
    ...limitNotes(widths),
  ].join('\n');
}

/** The angle between a random direction and the closest point of the set that d_G stands for: sin^2 phi = d_G / D. */
function describeAngle({ dG }: SubLevelSetWidth, dimension: number): string {
  return dG === null ? '-' : `${((Math.asin(Math.sqrt(dG / dimension)) * 180) / Math.PI).toPrecision(3)}°`;
}

function describeThresholdByWidth({
  dG,
  lower,
  upper,
  status,
  reached,
  directions,
  atStart,
}: SubLevelSetWidth): string {
  if (dG === null) return `not reached in ${directions - reached} of ${directions} directions`;
  if (status === 'start') return '0 (reached at the start)';
  const some = atStart === 0 ? '' : `, reached at the start in ${atStart} of ${directions}`;
  const interval = lower === null || upper === null ? '' : ` (${number(lower)} to ${number(upper)})`;
  return `${number(dG)}${interval}${some}`;
}

function describeDistances({ distances }: SubLevelSetWidth): string {
  return distances === null ? '-' : `${distances[0].toPrecision(2)} to ${distances[1].toPrecision(2)}`;
}

function describeSearch({ status, converged, directions }: SubLevelSetWidth): string {
  if (status === 'start') return '';
  return converged === directions ? 'converged' : `converged in ${converged} of ${directions}`;
}

/** What keeps searches from the least angle, and what helps. */
const LIMITS = {
  'last-epoch': 'the least was at the end of training: more width.training.epochs, or a smaller width.penalty.to',
  'first-epoch': 'the least was in the first epoch: a larger width.penalty.from',
  distance: 'T was still moving: a larger width.budget',
} as const;

/** A line for each reason why searches did not converge. */
function limitNotes(widths: readonly StartWidths[]): readonly string[] {
  const all = widths.flatMap(({ levels }) => levels);
  const notes = Object.entries(LIMITS).flatMap(([limit, words]) => {
    const count = all.reduce((sum, { limits }) => sum + limits[limit as keyof typeof LIMITS], 0);
    return count === 0 ? [] : [indented(`${count}: ${words}`)];
  });
  return notes.length === 0 ? [] : ['', 'Searches that did not converge, whose d_G may be too high', ...notes];
}

function number(value: number): string {
  return value < 100 ? value.toPrecision(2) : value.toFixed(0);
}

function indented(line: string): string {
  return `  ${line}`;
}
