import type { MethodSummary } from '../../summary/summary.js';
import { ZOOM, type FigureLayer } from '../style/shared-encodings.js';
import type { PhaseCell, PhaseTransitionData } from './phase-transition-data.js';

/** Pixels: rectangles of less cannot be seen. */
const LEAST_HEIGHT = 0.5;

/** Success probability as colour: one column per measured d, over training loss level. */
export function heatMapLayer(
  { cells, dRange, lossRange }: PhaseTransitionData,
  { degreesOfFreedom }: Pick<MethodSummary, 'degreesOfFreedom'>,
): FigureLayer {
  return {
    params: [ZOOM],
    data: { values: [...cells] },
    // A stroke in the colour of the filling hides the hairlines between rectangles. Thousands of them read out tell
    // nobody anything; the figure's description and table do.
    mark: {
      type: 'rect',
      clip: true,
      aria: false,
      strokeWidth: 1,
      stroke: { expr: "scale('color', datum.probability)" },
    },
    encoding: {
      x: {
        field: 'left',
        type: 'quantitative',
        scale: { type: 'log', base: 2, domain: [...dRange], nice: false },
        axis: {
          title: 'degrees of freedom d',
          values: [...degreesOfFreedom],
          format: ',d',
          labelOverlap: 'greedy',
          zindex: 1,
        },
      },
      x2: { field: 'right' },
      y: {
        field: 'bottom',
        type: 'quantitative',
        scale: { type: 'log', domain: [...lossRange], nice: false },
        axis: {
          title: 'training loss level',
          values: lossTicks(lossRange),
          format: '~g',
          labelOverlap: 'greedy',
          zindex: 1,
        },
      },
      y2: { field: 'top' },
      color: {
        field: 'probability',
        type: 'quantitative',
        // Even to the eye, and to eyes that see few colours.
        scale: { scheme: 'viridis', domain: [0, 1] },
        legend: { title: ['success', 'probability'], gradientLength: 200, format: '.1f', tickCount: 5, offset: 24 },
      },
      tooltip: [
        { field: 'd', type: 'quantitative', format: ',d' },
        { field: 'bottom', type: 'quantitative', title: 'loss level from', format: '.3~g' },
        { field: 'top', type: 'quantitative', title: 'to', format: '.3~g' },
        { field: 'probability', type: 'quantitative', title: 'success probability', format: '.3~g' },
        { field: 'trials', type: 'quantitative', title: 'runs' },
      ],
    },
  };
}

/**
 * Numbers 1, 2 and 5 times a power of ten inside a range of losses, rising; only the powers where that would crowd
 * the axis. Undefined when there are fewer than two, for the axis to choose its own.
 */
export function lossTicks([lowest, highest]: readonly [number, number]): number[] | undefined {
  const first = Math.floor(Math.log10(lowest));
  const decades = Math.ceil(Math.log10(highest)) - first;
  const mantissas = decades > 5 ? [1] : [1, 2, 5];
  const ticks = Array.from({ length: decades + 1 }, (_, i) =>
    mantissas.map((mantissa) => Number(`${mantissa}e${first + i}`)),
  )
    .flat()
    .filter((tick) => tick >= lowest && tick <= highest);
  return ticks.length < 2 ? undefined : ticks;
}

/**
 * The heat map for a picture of this height, where rectangles too thin to be seen are part of the one above them, but
 * for the topmost of a column: most of thousands are thin, where many runs end close to each other.
 */
export function withoutSlivers(data: PhaseTransitionData, height: number): PhaseTransitionData {
  const [lowest, highest] = data.lossRange;
  const least = (Math.log(highest / lowest) * LEAST_HEIGHT) / height;
  const cells: PhaseCell[] = [];
  let bottom: number | undefined;
  data.cells.forEach((cell, i) => {
    const whole = { ...cell, bottom: bottom ?? cell.bottom };
    const hasNext = data.cells.at(i + 1)?.d === cell.d;
    if (hasNext && Math.log(whole.top / whole.bottom) < least) {
      bottom = whole.bottom;
      return;
    }
    bottom = undefined;
    cells.push(whole);
  });
  return { ...data, cells };
}
