import {
  layerShapes,
  parameterLayout,
  type ModelSpec,
  type ParameterKind,
  type ParameterSegment,
  type ShapedLayer,
} from '@dof/core';
import { batchNormLayer } from './batch-norm-layer.js';
import { layerSequence, residualLayer } from './composed-layers.js';
import { conv2dLayer } from './conv2d-layer.js';
import { denseLayer } from './dense-layer.js';
import { layerNormLayer } from './layer-norm-layer.js';
import { pointwiseLayer } from './pointwise-layers.js';
import { averagePoolLayer, globalPoolWindows, maxPoolLayer, poolWindows } from './pool-layers.js';
import type { ReferenceLayer } from './reference-layer.js';

/**
 * Turns a model into one layer of the slow float64 engine; throws DOF_MODEL_SHAPE where shapes do not fit.
 *
 * @param finish what becomes of each layer, inside residuals too; default: it stays as it is
 */
export function referenceNetwork(
  model: ModelSpec,
  finish: (layer: ReferenceLayer) => ReferenceLayer = (layer) => layer,
): ReferenceLayer {
  const { segments } = parameterLayout(model);
  const sequence = (layers: readonly ShapedLayer[]): ReferenceLayer =>
    layerSequence(layers.map((layer) => finish(build(layer))));

  const build = ({ layer, name, input, output, branches }: ShapedLayer): ReferenceLayer => {
    const find = (kind: ParameterKind): ParameterSegment | undefined =>
      segments.find((segment) => segment.layer === name && segment.kind === kind);
    const existing = (kind: ParameterKind): ParameterSegment => {
      const segment = find(kind);
      if (!segment) throw new Error(`the layout has no ${kind} for layer ${name}`);
      return segment;
    };
    switch (layer.type) {
      case 'conv2d':
        return conv2dLayer(layer, input, output, existing('kernel'), find('bias'));
      case 'dense':
        return denseLayer(existing('kernel'), find('bias'));
      case 'batchNorm':
        return batchNormLayer(existing('scale'), existing('bias'), layer.epsilon);
      case 'layerNorm':
        return layerNormLayer(existing('scale'), existing('bias'), layer.epsilon);
      case 'averagePool2d':
        return averagePoolLayer(poolWindows(layer, input, output));
      case 'maxPool2d':
        return maxPoolLayer(poolWindows(layer, input, output));
      case 'globalAveragePool2d':
        return averagePoolLayer(globalPoolWindows(input));
      case 'globalMaxPool2d':
        return maxPoolLayer(globalPoolWindows(input));
      case 'residual':
        return residualLayer(sequence(branches?.body ?? []), sequence(branches?.shortcut ?? []));
      default:
        return pointwiseLayer(layer);
    }
  };

  return sequence(layerShapes(model));
}
