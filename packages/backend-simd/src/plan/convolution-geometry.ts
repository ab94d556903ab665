import { convolutionZeros, type Conv2dSpec, type LayerShape } from '@dof/core';

/** Zeros around a convolution's images, in pixels. */
export interface ConvolutionGeometry {
  /** Rows and columns of zeros before the first of the input. */
  readonly padTop: number;
  readonly padLeft: number;
  /** Border of the input that the kernel reads. */
  readonly valueBorder: number;
  /** Border of the output's gradient that the input's gradient reads. */
  readonly gradientBorder: number;
}

/** Padding by the rule of `Conv2dSpec`, and the borders that it and the backward pass need. */
export function convolutionGeometry(layer: Conv2dSpec, input: LayerShape, output: LayerShape): ConvolutionGeometry {
  const rows = axisGeometry(layer, input.height, output.height);
  const columns = axisGeometry(layer, input.width, output.width);
  return {
    padTop: rows.before,
    padLeft: columns.before,
    valueBorder: Math.max(rows.before, rows.after, columns.before, columns.after),
    gradientBorder: Math.max(rows.gradientBorder, columns.gradientBorder),
  };
}

function axisGeometry(
  layer: Conv2dSpec,
  input: number,
  output: number,
): { before: number; after: number; gradientBorder: number } {
  const { kernelSize, stride = 1 } = layer;
  const { before, after } = convolutionZeros(layer, input);
  // Input coordinate y meets tap k at output coordinate (y + before - k) / stride, where that is whole.
  let gradientBorder = 0;
  for (let y = 0; y < input; y++) {
    const last = Math.floor((y + before) / stride);
    const taps = Math.ceil((kernelSize - ((y + before) % stride)) / stride);
    if (taps > 0) gradientBorder = Math.max(gradientBorder, last - (output - 1), taps - 1 - last);
  }
  return { before, after, gradientBorder };
}
