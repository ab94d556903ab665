import {
  DofError,
  layerShapes,
  parameterLayout,
  type LayerShape,
  type ModelSpec,
  type ParameterLayout,
  type ShapedLayer,
} from '@dof/core';
import { batchOf, GraphBuilder } from './graph-builder.js';
import { LAYER_WRITERS } from './layer-writers.js';
import type { WrittenFlow } from './layer-writer.js';

/** A trained network. */
export interface WriteOnnxOptions {
  readonly model: ModelSpec;
  /** Its parameters, of length D. */
  readonly w: ArrayLike<number>;
}

/**
 * The network as an ONNX file of opset 17, from `image`, `[batch, channels, height, width]`, to `logits`. Images are to be
 * standardised as the data set does it. Weights are named by layers, `conv2d1.weight` and `conv2d1.bias`, and laid out as
 * PyTorch has them. Batch normalisation is written out by the statistics of the batch, which is what it is here.
 *
 * @throws DofError DOF_UNSUPPORTED_LAYER for a layer that ONNX files are not written with
 */
export function writeOnnxNetwork({ model, w }: WriteOnnxOptions): Uint8Array {
  const builder = new GraphBuilder();
  const layout = parameterLayout(model);
  if (w.length !== layout.dimension) {
    throw new RangeError(`${w.length} parameters for a network of ${layout.dimension}`);
  }
  const writePath = (layers: readonly ShapedLayer[], start: WrittenFlow): WrittenFlow =>
    layers.reduce((flow, shaped) => writeLayer(shaped, flow), start);
  const writeLayer = (shaped: ShapedLayer, flow: WrittenFlow): WrittenFlow => {
    const { name, branches, layer } = shaped;
    if (branches !== undefined) {
      const [body, shortcut] = [branches.body, branches.shortcut].map((path) => writePath(path, flow));
      return { ...body, value: builder.node(name, 'Add', [body.value, shortcut.value]) };
    }
    const writer = Object.hasOwn(LAYER_WRITERS, layer.type) ? LAYER_WRITERS[layer.type] : undefined;
    if (writer === undefined) {
      throw new DofError(
        'DOF_UNSUPPORTED_LAYER',
        `model ${model.name}, layer ${name}: ONNX files are written with ${Object.keys(LAYER_WRITERS).join(', ')} and residual only`,
      );
    }
    return writer({ builder, ...shaped, layer: { ...layer }, flow, parameters: parametersOf(layout, name, w) });
  };
  const [height, width, channels] = model.inputShape;
  const shaped = layerShapes(model);
  const end = writePath(shaped, { value: 'image', imageChannels: undefined });
  builder.node('logits', 'Identity', [end.value]);
  const output = sizesOf(shaped.at(-1)?.output);
  return builder.finish(model.name, batchOf('image', [channels, height, width]), batchOf('logits', output));
}

/** Those of one layer, by what they are to it. */
function parametersOf({ segments }: ParameterLayout, name: string, w: ArrayLike<number>) {
  const own = segments.filter(({ layer }) => layer === name);
  return new Map(
    own.map(({ kind, shape, offset, length }) => [
      kind,
      { shape, values: Float32Array.from({ length }, (_, i) => w[offset + i]) },
    ]),
  );
}

function sizesOf(shape: LayerShape | undefined): readonly number[] {
  if (shape === undefined) return [];
  return shape.flat ? [shape.channels] : [shape.channels, shape.height, shape.width];
}
