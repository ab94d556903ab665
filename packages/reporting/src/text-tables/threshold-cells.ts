import { roundedThreshold, type ThresholdComparison, type ThresholdTrainingDimension } from '@dof/analysis';

/** d*, or the end of the measured d beyond which it lies: `294`, `> 512`, `<= 8`. */
export function thresholdCell(threshold: ThresholdTrainingDimension): string {
  switch (threshold.status) {
    case 'measured':
      return String(roundedThreshold(threshold.dStar));
    case 'above':
      return `> ${threshold.largest}`;
    case 'below':
      return `<= ${threshold.smallest}`;
    default:
      return '-';
  }
}

/** d* of a method over d* of the null; a dash unless both are measured. */
export function ratioCell({ ratio }: ThresholdComparison): string {
  return ratio === null ? '-' : ratio.toPrecision(3);
}

/** The interval of the ratio: `0.125 to 0.500`, `< 0.250`, `> 4.00` or `open`. */
export function ratioIntervalCell({ lower, upper }: ThresholdComparison): string {
  if (upper === null) return lower === 0 ? 'open' : `> ${lower.toPrecision(3)}`;
  return lower === 0 ? `< ${upper.toPrecision(3)}` : `${lower.toPrecision(3)} to ${upper.toPrecision(3)}`;
}
