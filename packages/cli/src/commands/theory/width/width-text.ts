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
      describeAngle(found),
      describeWidth(found),
      ...columns.map((name) => measuredAt(i, k, name)),
      describeSearch(found),
    ]),
  );
  const heading = columns.map((name) => (name === undefined ? 'd* measured' : `d* measured, ${name}`));
  const starts = widths.map(({ loss }, i) => [startNames[i], loss.toPrecision(3)]);
  return [
    `Starts (D = ${dimension})`,
    ...alignedColumns(rightAligned([['start', 'loss'], ...starts])).map(indented),
    '',
    'Threshold d_G = D - width^2: below it, a random subspace hardly ever meets the loss level',
    ...alignedColumns([['start', 'loss level', 'turned by', 'd_G', ...heading, 'search'], ...rows]).map(indented),
  ].join('\n');
}

/** phi, the angle between a random direction and the closest point of the set. */
function describeAngle({ sineSquared }: SubLevelSetWidth): string {
  return sineSquared === null ? '-' : `${((Math.asin(Math.sqrt(sineSquared)) * 180) / Math.PI).toPrecision(3)}°`;
}

function describeWidth({ dG, lower, upper, status, reached, directions }: SubLevelSetWidth): string {
  if (dG === null) return `not reached in ${directions - reached} of ${directions} directions`;
  if (status === 'start') return '0 (reached at the start)';
  const interval = lower === null || upper === null ? '' : ` (${number(lower)} to ${number(upper)})`;
  return `${number(dG)}${interval}`;
}

function describeSearch({ status, converged, directions }: SubLevelSetWidth): string {
  if (status === 'start') return '';
  return converged === directions ? 'converged' : `converged in ${converged} of ${directions} directions`;
}

function number(value: number): string {
  return value < 100 ? value.toPrecision(2) : value.toFixed(0);
}

function indented(line: string): string {
  return `  ${line}`;
}
