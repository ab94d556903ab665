import { describeThreshold } from '@dof/analysis';
import type { LevelSummary, MethodSummary } from '../../summary/summary.js';
import type { FigureLayer } from '../style/shared-encodings.js';
import type { PhaseTransitionData, ThresholdStep } from './phase-transition-data.js';

/** How far from the picture's edge a d* beyond it is marked, as a share of the width. */
const EDGE_INSET = 0.012;

interface CurvePoint {
  readonly line: string;
  readonly order: number;
  readonly d: number;
  readonly loss: number;
}

/** What the layers show of a series; without D there is no axis of the compression D / d. */
export interface ThresholdLayersOptions extends Pick<MethodSummary, 'degreesOfFreedom'> {
  readonly dimension?: number;
  readonly levels: readonly Pick<LevelSummary, 'level' | 'threshold'>[];
}

/** d* over loss level, its interval, and a mark at every level that was asked for. */
export function thresholdLayers(data: PhaseTransitionData, method: ThresholdLayersOptions): FigureLayer[] {
  const { steps } = data;
  const bounds = [
    ...staircase('lower', steps, (step) => step.lower),
    ...staircase('upper', steps, (step) => step.upper),
  ];
  const curve = staircase('d*', steps, (step) => step.dStar);
  return [
    lineLayer(bounds, { color: 'black', strokeWidth: 2.6, strokeOpacity: 0.45 }),
    lineLayer(bounds, { color: 'white', strokeWidth: 1.3, strokeDash: [5, 4] }),
    lineLayer(curve, { color: 'black', strokeWidth: 5, strokeOpacity: 0.6 }),
    lineLayer(curve, { color: 'white', strokeWidth: 2.5 }, method),
    chosenLevelLayer(data, method),
    markLayer(data, method),
  ];
}

/** The corners of a curve that is constant on each step and missing where `position` is null. */
function staircase(
  line: string,
  steps: readonly ThresholdStep[],
  position: (step: ThresholdStep) => number | null,
): CurvePoint[] {
  return steps.flatMap((step, i) => {
    const d = position(step);
    if (d === null) return [];
    return [step.bottom, step.top].map((loss, end) => ({ line, order: 2 * i + end, d, loss }));
  });
}

/** @param compression the method for whose D the top axis shows D / d, on one of the layers. */
function lineLayer(points: readonly CurvePoint[], style: object, compression?: ThresholdLayersOptions): FigureLayer {
  return {
    data: { values: [...points] },
    mark: { type: 'line', clip: true, strokeJoin: 'round', ...style },
    encoding: {
      x: { field: 'd', type: 'quantitative', axis: compressionAxis(compression) },
      y: { field: 'loss', type: 'quantitative' },
      detail: { field: 'line', type: 'nominal' },
      order: { field: 'order', type: 'quantitative' },
    },
  };
}

function compressionAxis({ dimension, degreesOfFreedom = [] }: Partial<ThresholdLayersOptions> = {}) {
  if (dimension === undefined) return null;
  return {
    title: 'compression D / d',
    orient: 'top' as const,
    values: [...degreesOfFreedom],
    labelExpr: `format(${dimension} / datum.value, ${dimension} / datum.value < 10 ? '.2~r' : ',.0f')`,
    labelOverlap: 'greedy' as const,
    zindex: 1,
  };
}

/** A line at the level that the page's reader chose; pictures in files have none. */
function chosenLevelLayer(
  { dRange: [left, right] }: PhaseTransitionData,
  { levels }: ThresholdLayersOptions,
): FigureLayer {
  return {
    data: { values: levels.map(({ level }) => ({ level, left, right })) },
    transform: [{ filter: 'datum.level === level' }],
    mark: { type: 'rule', color: 'white', strokeOpacity: 0.8, strokeDash: [1, 3], strokeWidth: 1.5, clip: true },
    encoding: {
      x: { field: 'left', type: 'quantitative', axis: null },
      x2: { field: 'right' },
      y: { field: 'level', type: 'quantitative' },
    },
  };
}

function markLayer({ dRange }: PhaseTransitionData, { levels }: ThresholdLayersOptions): FigureLayer {
  const [left, right] = dRange;
  const inset = (right / left) ** EDGE_INSET;
  // A level that stopped runs cannot tell about has no place.
  const known = levels.filter(({ threshold }) => threshold.status !== 'censored');
  const values = known.map(({ level, threshold }) => ({
    level,
    d: threshold.dStar ?? (threshold.status === 'above' ? right / inset : left * inset),
    status: threshold.status,
    'd*': describeThreshold(threshold),
  }));
  return {
    data: { values },
    mark: { type: 'point', filled: true, fill: 'white', stroke: 'black', strokeWidth: 1.2, opacity: 1, size: 80 },
    encoding: {
      x: { field: 'd', type: 'quantitative', axis: null },
      y: { field: 'level', type: 'quantitative' },
      shape: {
        field: 'status',
        type: 'nominal',
        scale: { domain: ['measured', 'above', 'below'], range: ['circle', 'triangle-right', 'triangle-left'] },
        legend: null,
      },
      tooltip: [
        { field: 'level', type: 'quantitative', title: 'training loss level' },
        { field: 'd*', type: 'nominal' },
      ],
    },
  };
}
