import { thresholdFromCounts, type SuccessCount } from '@dof/analysis';
import type { MethodSummary, RunSummary, Summary } from '../../summary/summary.js';

/** A rectangle of the heat map: one measured d, and losses between two neighbouring outcomes at it. */
export interface PhaseCell {
  readonly d: number;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
  /** P_s, the same for every loss level of the rectangle. */
  readonly probability: number;
  readonly trials: number;
}

/** Loss levels that share one d* and its interval. */
export interface ThresholdStep {
  readonly bottom: number;
  readonly top: number;
  /** Null where d* is outside the measured range. */
  readonly dStar: number | null;
  /** Null where the interval is open. */
  readonly lower: number | null;
  readonly upper: number | null;
}

/** What the phase-transition figure draws. */
export interface PhaseTransitionData {
  readonly cells: readonly PhaseCell[];
  /** By rising loss; they cover the whole loss range. */
  readonly steps: readonly ThresholdStep[];
  readonly dRange: readonly [number, number];
  readonly lossRange: readonly [number, number];
}

/** Rectangles per d, and steps of the curve, at most; beyond it neighbours are merged. */
const MOST_STEPS = 200;
/** Rectangles of the whole map, about: with many d there are fewer of each, but a hundred at 40 d. */
const MOST_CELLS = 4000;
/** Half the width of a lone column, as a factor. */
const LONE = Math.SQRT2;

/** The runs that the figure is about. */
export interface PhaseTransitionRuns extends Pick<MethodSummary, 'degreesOfFreedom'> {
  readonly runs: readonly Pick<RunSummary, 'd' | 'bestTrainLoss'>[];
}

/**
 * One run is counted at every loss level, so success probabilities and d* are known for all of them, not only for those
 * asked for: both are steps that change where a run's best loss lies, and the figure shows exactly these.
 */
export function phaseTransitionData(
  method: PhaseTransitionRuns,
  summary: Pick<Summary, 'lossLevels' | 'delta' | 'confidence'>,
): PhaseTransitionData {
  const columns = method.degreesOfFreedom.map((d) => ({ d, bests: sortedBests(method, d) }));
  const bests = columns.flatMap((column) => [...column.bests]);
  const lossRange = rangeOfLosses(bests, summary.lossLevels);
  const edges = logEdges(method.degreesOfFreedom);
  const { delta, confidence } = summary;
  const most = Math.min(MOST_STEPS, Math.ceil(MOST_CELLS / columns.length));
  return {
    cells: columns.flatMap((column, i) =>
      lossSteps(column.bests, lossRange, most).map(([bottom, top]) => {
        const { d, trials, successes } = successCount(column, bottom);
        const probability = successes / trials;
        return { d, left: edges[i], right: edges[i + 1], bottom, top, probability, trials };
      }),
    ),
    steps: lossSteps(bests, lossRange, most).map(([bottom, top]) => {
      const counts = columns.map((column) => successCount(column, bottom));
      const { dStar, lower, upper } = thresholdFromCounts(counts, { level: bottom, delta, confidence });
      return { bottom, top, dStar, lower, upper };
    }),
    dRange: [edges[0], edges[edges.length - 1]],
    lossRange,
  };
}

/** The best losses of the runs at one d, rising. */
function sortedBests({ runs }: PhaseTransitionRuns, d: number): Float64Array {
  const own = runs.filter((run) => run.d === d);
  return Float64Array.from(own, ({ bestTrainLoss }) => bestTrainLoss ?? Infinity).sort();
}

function successCount({ d, bests }: { d: number; bests: Float64Array }, level: number): SuccessCount {
  let successes = 0;
  let most = bests.length;
  while (successes < most) {
    const middle = (successes + most) >> 1;
    if (bests[middle] <= level) successes = middle + 1;
    else most = middle;
  }
  return { d, trials: bests.length, successes };
}

/** Neighbouring best losses inside the range as pairs; a success probability is constant from one up to the next. */
function lossSteps(
  bests: Iterable<number>,
  [lowest, highest]: readonly [number, number],
  most: number,
): [number, number][] {
  const distinct = [...new Set(bests)].filter((best) => best > lowest && best < highest).sort((a, b) => a - b);
  const stride = Math.ceil(distinct.length / most);
  const bottoms = [lowest, ...distinct.filter((_, i) => (distinct.length - 1 - i) % stride === 0)];
  return bottoms.map((bottom, i) => [bottom, bottoms[i + 1] ?? highest]);
}

/** Every positive best loss and every level asked for, with a margin. */
function rangeOfLosses(bests: readonly number[], levels: readonly number[]): [number, number] {
  const losses = [...bests, ...levels].filter((loss) => loss > 0 && Number.isFinite(loss));
  if (losses.length === 0) return [0.1, 10];
  const lowest = losses.reduce((a, b) => Math.min(a, b));
  const highest = losses.reduce((a, b) => Math.max(a, b));
  const margin = Math.max(1.15, (highest / lowest) ** 0.04);
  return [lowest / margin, highest * margin];
}

/**
 * Edges of the columns around rising positive positions on a logarithmic axis: halfway to the neighbours, and as far
 * outward at both ends. One more than positions.
 */
export function logEdges(positions: readonly number[]): number[] {
  if (positions.length === 0) return [1, 10];
  const inner = positions.slice(1).map((position, i) => Math.sqrt(position * positions[i]));
  const first = positions[0];
  const last = positions[positions.length - 1];
  const left = inner.length > 0 ? first ** 2 / inner[0] : first / LONE;
  const right = inner.length > 0 ? last ** 2 / inner[inner.length - 1] : last * LONE;
  return [left, ...inner, right];
}
