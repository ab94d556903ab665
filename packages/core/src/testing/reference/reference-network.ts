import type { ModelSpec } from '../../contracts/model-spec.js';
import type { ParameterKind, ParameterSegment } from '../../contracts/parameter-layout.js';
import { DofError } from '../../errors/dof-error.js';
import { layerShapes, type ShapedLayer } from '../../model/layer-shapes.js';
import { parameterLayout } from '../../model/parameter-layout.js';
import { averagePoolLayer } from './average-pool-layer.js';
import { conv2dLayer } from './conv2d-layer.js';
import { denseLayer } from './dense-layer.js';
import { flattenLayer } from './flatten-layer.js';
import { maxPoolLayer } from './max-pool-layer.js';
import type { ReferenceLayer } from './reference-layer.js';
import { reluLayer } from './relu-layer.js';

/** Turns a model into layers of the slow float64 engine; throws DOF_MODEL_SHAPE where shapes do not fit. */
export function referenceNetwork(model: ModelSpec): readonly ReferenceLayer[] {
  const { segments } = parameterLayout(model);
  return layerShapes(model).map((shaped) =>
    referenceLayer(shaped, (kind) => segments.find((one) => one.layer === shaped.name && one.kind === kind)),
  );
}

function referenceLayer(
  { layer, name, input, output }: ShapedLayer,
  find: (kind: ParameterKind) => ParameterSegment | undefined,
): ReferenceLayer {
  const kernel = (): ParameterSegment => {
    const segment = find('kernel');
    if (!segment) throw new Error(`the layout has no kernel for layer ${name}`);
    return segment;
  };
  switch (layer.type) {
    case 'conv2d':
      return conv2dLayer(layer, input, output, kernel(), find('bias'));
    case 'dense':
      return denseLayer(kernel(), find('bias'));
    case 'relu':
      return reluLayer();
    case 'averagePool2d':
      return averagePoolLayer(layer, input, output);
    case 'maxPool2d':
      return maxPoolLayer(layer, input, output);
    case 'flatten':
      return flattenLayer();
    default:
      throw new DofError('DOF_UNSUPPORTED_LAYER', `layer ${name}: the reference engine has no ${layer.type} layer`);
  }
}
