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

/** The picture: a panel for each start, d_G as a line, the measured thresholds as points. */
export function widthCurves(title: string, subtitle: string, starts: readonly WidthStart[]): ThresholdCurves {
  return {
    title,
    subtitle: [
      subtitle,
      'Line: d_G, below which success is unlikely by the escape theorem. Points: d*. Both with 95 % intervals',
    ],
    scale: 'log',
    panels: starts.map(panelOf),
  };
}

function panelOf({ name, found: { levels, loss }, measured }: WidthStart): ThresholdPanel {
  const points = levels.flatMap(({ level, dG, lower, upper, status }): ThresholdPoint[] =>
    dG === null || status === 'start' ? [] : [{ loss: level, d: dG, lower, upper }],
  );
  return {
    title: `${name} (loss ${loss.toPrecision(2)})`,
    series: [{ name: 'd_G by the width', mark: 'line', points }, ...measuredPoints(measured)],
  };
}
