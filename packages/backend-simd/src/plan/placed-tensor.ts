import type { ArenaLayout } from './arena-layout.js';
import type { PlannedTensor } from './network-plan.js';

/** Where a tensor of a block of images lies. Offsets count bytes, strides floats. */
export interface PlacedTensor extends PlannedTensor {
  /** Channel 0 of pixel (0, 0) of the first image, inside the border. */
  readonly value: number;
  readonly gradient: number;
  readonly valueRow: number;
  readonly valueImage: number;
  readonly gradientRow: number;
  readonly gradientImage: number;
}

/** Image strides are whole cache lines. */
const LINE = 16;

/** Floats of one image inside a border, and the float index of its first pixel. */
function extent(
  { height, width, pixel }: PlannedTensor,
  border: number,
): { row: number; image: number; first: number } {
  const row = (width + 2 * border) * pixel;
  const image = Math.ceil(((height + 2 * border) * row) / LINE) * LINE;
  return { row, image, first: border * (row + pixel) };
}

/** Bytes that the activations of one image take. */
export function bytesPerImage(tensors: readonly PlannedTensor[]): number {
  const floats = tensors.map((tensor) => {
    if (tensor.aliasOf !== undefined) return 0;
    const gradient = tensor.hasGradient ? extent(tensor, tensor.gradientBorder).image : 0;
    return extent(tensor, tensor.valueBorder).image + gradient;
  });
  return 4 * floats.reduce((sum, count) => sum + count, 0);
}

/** Gives every tensor its region in the arena, for blocks of `images` images. */
export function placeTensors(
  layout: ArenaLayout,
  tensors: readonly PlannedTensor[],
  images: number,
): readonly PlacedTensor[] {
  const placed: PlacedTensor[] = [];
  for (const tensor of tensors) {
    const value = extent(tensor, tensor.valueBorder);
    const gradient = extent(tensor, tensor.gradientBorder);
    if (tensor.aliasOf !== undefined) {
      placed.push({ ...placed[tensor.aliasOf], ...tensor });
      continue;
    }
    placed.push({
      ...tensor,
      value: layout.takeFloats(images * value.image) + 4 * value.first,
      gradient: tensor.hasGradient ? layout.takeFloats(images * gradient.image) + 4 * gradient.first : 0,
      valueRow: value.row,
      valueImage: value.image,
      gradientRow: gradient.row,
      gradientImage: gradient.image,
    });
  }
  return placed;
}
