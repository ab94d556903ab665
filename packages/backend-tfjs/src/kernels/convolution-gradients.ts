import { backend_util, conv2d, pad, slice, tidy, transpose, reverse } from '@tensorflow/tfjs-core';
import type {
  Conv2DBackpropFilterAttrs,
  KernelConfig,
  Tensor4D,
  Conv2DBackpropInputAttrs,
} from '@tensorflow/tfjs-core';

/**
 * The gradient of a convolution in its filter, `dF[a, b, c, f] = sum over n, i, j of x[n, s i + a, s j + b, c] dy[n, i, j, f]`
 * with x padded. That is itself a convolution: of x with the roles of examples and channels exchanged, by dy as a
 * filter whose taps lie one stride s apart.
 */
export const convolutionFilterGradient: KernelConfig = {
  kernelName: 'Conv2DBackpropFilter',
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs }) => {
    const { x, dy } = inputs as unknown as { x: Tensor4D; dy: Tensor4D };
    return tidy(() => filterGradient(x, dy, attrs as unknown as Conv2DBackpropFilterAttrs));
  },
};

function filterGradient(x: Tensor4D, dy: Tensor4D, attrs: Conv2DBackpropFilterAttrs): Tensor4D {
  const { strides, pad: padding, dimRoundingMode, filterShape } = attrs;
  const shapes = backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, padding, dimRoundingMode);
  const { strideHeight, strideWidth, outHeight, outWidth, filterHeight, filterWidth, padInfo } = shapes;
  const rows = inputWindow(x.shape[1], padInfo.top, (outHeight - 1) * strideHeight + filterHeight);
  const columns = inputWindow(x.shape[2], padInfo.left, (outWidth - 1) * strideWidth + filterWidth);
  const used = slice(x, [0, 0, 0, 0], [x.shape[0], rows.size, columns.size, x.shape[3]]);
  const padded = pad(used, [[0, 0], rows.padding, columns.padding, [0, 0]]);
  const exchanged = transpose(padded, [3, 1, 2, 0]);
  const taps = transpose(dy, [1, 2, 0, 3]);
  const gradient = conv2d(exchanged, taps, 1, 'valid', 'NHWC', [strideHeight, strideWidth]);
  return transpose(gradient, [1, 2, 0, 3]);
}

/** The part of a side of x that some window covers, and the zeros to put around it, `covered` entries in all. */
function inputWindow(side: number, before: number, covered: number): { size: number; padding: [number, number] } {
  const size = Math.min(side, covered - before);
  return { size, padding: [before, covered - before - size] };
}

/**
 * The gradient of a convolution of stride 1 in its input: the convolution of dy with the filter turned by 180 degrees
 * and its channels exchanged: ten times faster than the kernel that is there, which multiplies one number at a time and
 * keeps the other strides.
 */
export function convolutionInputGradient(existing: KernelConfig): KernelConfig {
  return {
    ...existing,
    kernelFunc: (call) => {
      const { dy, filter } = call.inputs as unknown as { dy: Tensor4D; filter: Tensor4D };
      const { strides, pad, dimRoundingMode, inputShape, dataFormat } =
        call.attrs as unknown as Conv2DBackpropInputAttrs;
      const format = backend_util.convertConv2DDataFormat(dataFormat);
      const shapes = backend_util.computeConv2DInfo(
        inputShape,
        filter.shape,
        strides,
        1,
        pad,
        dimRoundingMode,
        false,
        format,
      );
      const { strideHeight, strideWidth, filterHeight, filterWidth, padInfo } = shapes;
      if (strideHeight !== 1 || strideWidth !== 1 || format !== 'channelsLast') return existing.kernelFunc(call);
      const zeros = (filterSize: number, before: number, after: number): [number, number] => [
        filterSize - 1 - before,
        filterSize - 1 - after,
      ];
      const around = [
        [0, 0],
        zeros(filterHeight, padInfo.top, padInfo.bottom),
        zeros(filterWidth, padInfo.left, padInfo.right),
        [0, 0],
      ] as backend_util.ExplicitPadding;
      return tidy(() => conv2d(dy, transpose(reverse(filter, [0, 1]), [0, 1, 3, 2]), 1, around));
    },
  };
}
