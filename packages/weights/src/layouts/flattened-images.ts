import { layerShapes, type LayerShape, type ModelSpec, type ShapedLayer } from '@dof/core';

/** Height, width and channels of an image that was made a vector. */
export type ImageShape = readonly [height: number, width: number, channels: number];

/**
 * The images that vectors come from, by the names of the layers that take such a vector: those after a `flatten`, up to
 * the first layer that mixes its entries.
 */
export function flattenedImages(model: ModelSpec): ReadonlyMap<string, ImageShape> {
  const found = new Map<string, ImageShape>();
  const walk = (list: readonly ShapedLayer[], before: ImageShape | undefined): ImageShape | undefined => {
    let image = before;
    for (const { layer, name, input, branches } of list) {
      if (image !== undefined) found.set(name, image);
      if (branches !== undefined) {
        const [body, shortcut] = [walk(branches.body, image), walk(branches.shortcut, image)];
        image = body ?? shortcut;
      } else if (layer.type === 'flatten' && !input.flat) image = imageOf(input);
      else if (layer.type === 'dense') image = undefined;
    }
    return image;
  };
  walk(layerShapes(model), undefined);
  return found;
}

function imageOf({ height, width, channels }: LayerShape): ImageShape {
  return [height, width, channels];
}
