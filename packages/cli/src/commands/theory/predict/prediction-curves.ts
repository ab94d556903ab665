import type { CombinedPrediction } from '@dof/analysis';
import type { ThresholdCurves, ThresholdPanel, ThresholdPoint } from '@dof/reporting';
import { measuredPoints, type MeasuredSeries } from '../measured-thresholds.js';

/** One start, predicted through many levels and measured at those asked for. */
export interface PredictedStart {
  /** The start in words. */
  readonly name: string;
  readonly prediction: CombinedPrediction;
  readonly measured: readonly MeasuredSeries[];
}

/** The picture: a panel for each start, the predicted curve as a line, the measured thresholds as points. */
export function predictionCurves(title: string, subtitle: string, starts: readonly PredictedStart[]): ThresholdCurves {
  return {
    title,
    subtitle: [subtitle, 'Band: two standard errors and what Lanczos leaves open. Bars: 95 % intervals'],
    scale: 'log',
    panels: starts.map(panelOf),
  };
}

function panelOf({ name, prediction, measured }: PredictedStart): ThresholdPanel {
  const predicted = prediction.thresholds.flatMap(({ level, dStar, lower, upper }): ThresholdPoint[] =>
    dStar === null ? [] : [{ loss: level, d: dStar, lower, upper }],
  );
  const { loss } = prediction;
  return {
    title: `${name} (loss ${loss.toPrecision(2)})`,
    series: [{ name: 'predicted', mark: 'line', points: predicted }, ...measuredPoints(measured)],
  };
}
