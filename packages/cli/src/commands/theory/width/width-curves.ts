import type { StartWidths } from '@dof/analysis';
import type { ThresholdCurves, ThresholdPanel, ThresholdPoint } from '@dof/reporting';
import { measuredPoints, type MeasuredSeries } from '../measured-thresholds.js';

/** One start, with its widths and what was measured by training in subspaces. */
export interface WidthStart {
  /** The start in words. */
  readonly name: string;
  readonly found: StartWidths;
  readonly measured: readonly MeasuredSeries[];
}

/** What lies below one dimension is not drawn: a threshold of less says nothing more. */
const LEAST = 1;

/** The picture: a panel for each start, d_G as a line, the measured thresholds as points. */
export function widthCurves(title: string, subtitle: string, starts: readonly WidthStart[]): ThresholdCurves {
  return {
    title,
    subtitle: [
      subtitle,
      'Line: d_G of the escape theorem, from above. Points: d* as measured. Bands and bars: intervals',
    ],
    scale: 'log',
    panels: starts.map(panelOf),
  };
}

function panelOf({ name, found: { levels, loss }, measured }: WidthStart): ThresholdPanel {
  const points = levels.flatMap(({ level, dG, lower, upper, status }): ThresholdPoint[] =>
    dG === null || status === 'start' || dG < LEAST ? [] : [{ loss: level, d: dG, ...drawn(lower, upper) }],
  );
  return {
    title: `${name} (loss ${loss.toPrecision(2)})`,
    series: [{ name: 'd_G by the width', mark: 'line', points }, ...measuredPoints(measured)],
  };
}

function drawn(lower: number | null, upper: number | null) {
  return lower === null || upper === null ? {} : { lower: Math.max(LEAST, lower), upper };
}
