import { shortStartLabel } from '@dof/core';
import type { TopLevelSpec } from 'vega-lite';
import { circumstances } from '../../summary/in-words.js';
import type { Summary } from '../../summary/summary.js';
import { emptyFigure } from '../style/empty-figure.js';
import { FIGURE_THEME, VEGA_LITE_SCHEMA } from '../style/figure-theme.js';
import { heatMapLayer, withoutSlivers } from './heat-map-layer.js';
import { phaseTransitionData, type PhaseTransitionData } from './phase-transition-data.js';
import { thresholdLayers, type ThresholdLayersOptions } from './threshold-layers.js';

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
  return phaseTransitionSpec({
    description: `${summary.title}: success probability of ${method.label} by degrees of freedom and training loss level`,
    title: `Phase transition of ${method.model} on ${method.data.name}`,
    subtitle: [`Method: ${method.methodLabel}. Start: ${shortStartLabel(method.start)}`, circumstances(method)],
    data: known ?? phaseTransitionData(method, summary),
    ...{ method, summary, still },
  });
}

/** What a phase transition is drawn of, and the words around it. */
export interface PhaseTransitionOptions {
  readonly description: string;
  readonly title: string;
  readonly subtitle: readonly string[];
  readonly data: PhaseTransitionData;
  readonly method: ThresholdLayersOptions;
  readonly summary: Pick<Summary, 'delta' | 'confidence'>;
  /** As for {@link phaseTransitionFigure}. */
  readonly still: boolean;
}

/** The same for any runs. */
export function phaseTransitionSpec({ data: measured, method, summary, still, ...words }: PhaseTransitionOptions) {
  const data = still ? withoutSlivers(measured, HEIGHT) : measured;
  return {
    $schema: VEGA_LITE_SCHEMA,
    description: words.description,
    width: 640,
    height: HEIGHT,
    title: { text: words.title, subtitle: [...words.subtitle, ...legendLines(summary)] },
    config: FIGURE_THEME,
    params: [{ name: 'level', value: null }],
    resolve: { axis: { x: 'independent' } },
    layer: [heatMapLayer(data, method), ...thresholdLayers(data, method)],
  } satisfies TopLevelSpec;
}

function legendLines({ delta, confidence }: PhaseTransitionOptions['summary']): string[] {
  const success = Number((1 - delta).toPrecision(6));
  const percent = Number((100 * confidence).toPrecision(6));
  return [
    `White: d*, the least d with success probability at least ${success}`,
    `Dashed: its ${percent} % interval. Triangles: d* beyond the measured d`,
  ];
}
