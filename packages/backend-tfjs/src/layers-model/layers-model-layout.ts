import type { ParameterKind, ParameterLayout, ParameterSegment } from '@dof/core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

type Layer = LayersModel['layers'][number];

/** Names that TensorFlow.js makes up: the class, and how many of them the process has made. */
const MADE_UP = /^(.+)_[A-Z][A-Za-z0-9]*\d+$/;

/**
 * How the flat vector w is cut: the trainable weights in the order of `model.trainableWeights`, which is layer order and
 * kernel before bias, every array row-major. Layers without a name of the user's are counted by their kind.
 */
export function layersModelLayout(model: LayersModel): ParameterLayout {
  const counts = new Map<string, number>();
  const segments: ParameterSegment[] = [];
  let offset = 0;
  for (const layer of leafLayers(model)) {
    const name = layerName(layer.name, counts);
    const fanIns = layer.trainableWeights.map(({ shape }) => shape.slice(0, -1).map(Number).reduce(product, 1));
    layer.trainableWeights.forEach(({ shape, originalName }, index) => {
      const sides = shape.map(Number);
      const kind = kindOf(originalName);
      const length = sides.reduce(product, 1);
      segments.push({ layer: name, kind, shape: sides, offset, length, fanIn: fanIns[kind === 'kernel' ? index : 0] });
      offset += length;
    });
  }
  return { dimension: offset, segments };
}

/** The layers of a model, with those of a model inside it in its place. */
function leafLayers(layer: Layer): readonly Layer[] {
  return 'layers' in layer && Array.isArray(layer.layers) ? layer.layers.flatMap(leafLayers) : [layer];
}

function layerName(name: string, counts: Map<string, number>): string {
  const kind = MADE_UP.exec(name)?.[1];
  if (kind === undefined) return name;
  const count = (counts.get(kind) ?? 0) + 1;
  counts.set(kind, count);
  return `${kind}${count}`;
}

/** By the last part of the weight's name: `conv2d_1/kernel`, `batch_normalization_1/gamma`. */
function kindOf(weightName: string): ParameterKind {
  const name = weightName.slice(weightName.lastIndexOf('/') + 1);
  if (/bias|beta/.test(name)) return 'bias';
  return /gamma|alpha|scale/.test(name) ? 'scale' : 'kernel';
}

function product(a: number, b: number): number {
  return a * b;
}
