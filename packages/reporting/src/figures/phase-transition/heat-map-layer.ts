import type { MethodSummary } from '../../summary/summary.js';
import { ZOOM } from '../shared-encodings.js';
import type { FigureLayer } from './figure-layer.js';
import { lossTicks } from './loss-ticks.js';
import type { PhaseTransitionData } from './phase-transition-data.js';

/** Success probability as colour: one column per measured d, over training loss level. */
export function heatMapLayer(
  { cells, dRange, lossRange }: PhaseTransitionData,
  { degreesOfFreedom }: MethodSummary,
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
