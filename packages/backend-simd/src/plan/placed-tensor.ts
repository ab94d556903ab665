import type { PlannedTensor } from './network-plan.js';

/** Where a tensor lies. Offsets count bytes from the start of the arena, strides floats. */
export interface PlacedTensor extends PlannedTensor {
  /** Channel 0 of pixel (0, 0) of the first image, inside the border. */
  readonly value: number;
  readonly gradient: number;
  readonly valueRow: number;
  readonly valueImage: number;
  readonly gradientRow: number;
  readonly gradientImage: number;
  /** Whether the memory holds the whole batch. */
  readonly valueOfBatch: boolean;
  readonly gradientOfBatch: boolean;
}

/** Image strides are whole cache lines. */
const LINE = 16;

/** Floats of one row and of one image inside a border, and the index of its first pixel. */
export interface Extent {
  readonly row: number;
  readonly image: number;
  readonly first: number;
}

function extent({ height, width, pixel }: PlannedTensor, border: number): Extent {
  const row = (width + 2 * border) * pixel;
  const image = Math.ceil(((height + 2 * border) * row) / LINE) * LINE;
  return { row, image, first: border * (row + pixel) };
}

export function valueExtent(tensor: PlannedTensor): Extent {
  return extent(tensor, tensor.valueBorder);
}

export function gradientExtent(tensor: PlannedTensor): Extent {
  return extent(tensor, tensor.gradientBorder);
}
