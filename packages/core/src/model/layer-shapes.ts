import { DofError } from '../errors/dof-error.js';
import type { LayerSpec, ModelSpec, ResidualSpec } from '../contracts/model-spec.js';
import { isWholeSize, outputShape, type LayerShape } from './output-shape.js';

/** One layer with the shapes on both sides of it. */
export interface ShapedLayer {
  readonly layer: LayerSpec;
  /**
   * Layer type and its count among its kind over the whole network, such as `conv2d1`. Layers are counted from the
   * input; a residual comes before the layers inside it, its body before its shortcut.
   */
  readonly name: string;
  readonly input: LayerShape;
  readonly output: LayerShape;
  /** The two paths of a residual, and of no other layer; an empty shortcut is the identity. */
  readonly branches?: { readonly body: readonly ShapedLayer[]; readonly shortcut: readonly ShapedLayer[] };
}

/** Walks the layer list from the input shape; throws DOF_MODEL_SHAPE, naming the layer, where shapes do not fit. */
export function layerShapes(model: ModelSpec): readonly ShapedLayer[] {
  const [height, width, channels] = model.inputShape;
  if (![height, width, channels].every(isWholeSize)) {
    throw new DofError(
      'DOF_MODEL_SHAPE',
      `model ${model.name}: inputShape must be three whole numbers of at least 1, not ${String(model.inputShape)}`,
    );
  }
  const counts = new Map<string, number>();

  const shapeLayer = (layer: LayerSpec, input: LayerShape): ShapedLayer => {
    const count = (counts.get(layer.type) ?? 0) + 1;
    counts.set(layer.type, count);
    const name = `${layer.type}${count}`;
    const misfit = (what: string): DofError =>
      new DofError('DOF_MODEL_SHAPE', `model ${model.name}, layer ${name}: ${what}; its input is ${text(input)}`);
    if (layer.type !== 'residual') return { layer, name, input, output: outputShape(layer, input, misfit) };
    return { layer, name, input, ...shapeBranches(layer, input, misfit) };
  };

  const shapeSequence = (layers: readonly LayerSpec[], start: LayerShape): ShapedLayer[] => {
    let input = start;
    return layers.map((layer) => {
      const shaped = shapeLayer(layer, input);
      input = shaped.output;
      return shaped;
    });
  };

  const shapeBranches = (
    { body, shortcut = [] }: ResidualSpec,
    input: LayerShape,
    misfit: (what: string) => DofError,
  ): Required<Pick<ShapedLayer, 'output' | 'branches'>> => {
    if (body.length === 0) throw misfit('a residual needs at least one layer in its body');
    const branches = { body: shapeSequence(body, input), shortcut: shapeSequence(shortcut, input) };
    const [output, other] = [branches.body, branches.shortcut].map((branch) => branch.at(-1)?.output ?? input);
    if (text(output) !== text(other)) {
      const path = shortcut.length === 0 ? 'identity shortcut' : 'shortcut';
      throw misfit(`the body ends in ${text(output)}, but the ${path} in ${text(other)}`);
    }
    return { output, branches };
  };

  return shapeSequence(model.layers, { height, width, channels, flat: false });
}

/** Every layer in walking order: a residual, then the layers of its body, then those of its shortcut. */
export function walkLayers(layers: readonly ShapedLayer[]): readonly ShapedLayer[] {
  return layers.flatMap((shaped) => [
    shaped,
    ...walkLayers(shaped.branches?.body ?? []),
    ...walkLayers(shaped.branches?.shortcut ?? []),
  ]);
}

function text({ height, width, channels, flat }: LayerShape): string {
  return flat ? `a flat vector of ${channels}` : `${height} x ${width} x ${channels}`;
}
