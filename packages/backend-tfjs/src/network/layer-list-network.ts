import { initialiseParameters, layerShapes, parameterLayout } from '@dof/core';
import type { ModelSpec, ParameterSegment } from '@dof/core';
import { tidy, variable, zeros } from '@tensorflow/tfjs-core';
import { applyLayers } from './apply-layers.js';
import type { TfjsNetwork } from './tfjs-network.js';

/** The network of a layer list, in the flat layout of `parameterLayout` and with its initialisation. */
export function layerListNetwork(model: ModelSpec): TfjsNetwork {
  const layers = layerShapes(model);
  const layout = parameterLayout(model);
  const variables = tidy(() => layout.segments.map(({ shape }) => variable(zeros([...shape]))));
  const byName = new Map(layout.segments.map((segment, index) => [nameOf(segment), variables[index]]));
  return {
    name: model.name,
    layout,
    loss: model.loss,
    variables,
    initialise: (key) => initialiseParameters(layout, key),
    outputs: (inputs) => applyLayers(layers, inputs, (layer, kind) => byName.get(nameOf({ layer, kind }))),
    dispose: () => variables.forEach((one) => one.dispose()),
  };
}

function nameOf({ layer, kind }: Pick<ParameterSegment, 'layer' | 'kind'>): string {
  return `${layer}/${kind}`;
}
