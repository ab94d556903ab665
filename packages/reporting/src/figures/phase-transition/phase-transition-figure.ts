import { shortStartLabel } from '@dof/core';
import type { TopLevelSpec } from 'vega-lite';
import { circumstances } from '../../summary/in-words.js';
import type { Summary } from '../../summary/summary.js';
import { emptyFigure } from '../style/empty-figure.js';
import { FIGURE_THEME, VEGA_LITE_SCHEMA } from '../style/figure-theme.js';
import { heatMapLayer, withoutSlivers } from './heat-map-layer.js';
import { phaseTransitionData, type PhaseTransitionData } from './phase-transition-data.js';
import { thresholdLayers } from './threshold-layers.js';

/** Pixels of the heat map. */
const HEIGHT = 420;

/**
 * The phase transition of one method as a vega-lite figure: success probability over d and training loss level as a
 * heat map, d* with its interval on top. Self-contained: the data are inside.
 *
 * @param method one of `summary.methods`; default: the first
 * @param known what `phaseTransitionData` returns for it; default: computed here
 * @param still true for a picture that nobody can zoom into: what is too small to see is merged; default: false
 */
export function phaseTransitionFigure(
  summary: Summary,
  method = summary.methods.at(0),
  known?: PhaseTransitionData,
  still = false,
): TopLevelSpec {
  if (method === undefined) return emptyFigure(summary.title, 'No runs yet');
  const measured = known ?? phaseTransitionData(method, summary);
  const data = still ? withoutSlivers(measured, HEIGHT) : measured;
  return {
    $schema: VEGA_LITE_SCHEMA,
    description: `${summary.title}: success probability of ${method.label} by degrees of freedom and training loss level`,
    width: 640,
    height: HEIGHT,
    title: {
      text: `Phase transition of ${method.model} on ${method.data.name}`,
      subtitle: [
        `Method: ${method.methodLabel}. Start: ${shortStartLabel(method.start)}`,
        circumstances(method),
        ...legendLines(summary),
      ],
    },
    config: FIGURE_THEME,
    params: [{ name: 'level', value: null }],
    resolve: { axis: { x: 'independent' } },
    layer: [heatMapLayer(data, method), ...thresholdLayers(data, method)],
  };
}

function legendLines({ delta, confidence }: Summary): string[] {
  const success = Number((1 - delta).toPrecision(6));
  const percent = Number((100 * confidence).toPrecision(6));
  return [
    `White: d*, the least d with success probability at least ${success}`,
    `Dashed: its ${percent} % interval. Triangles: d* beyond the measured d`,
  ];
}
