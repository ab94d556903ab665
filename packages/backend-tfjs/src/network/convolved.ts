import type { Conv2dSpec } from '@dof/core';
import { concat, conv2d, depthwiseConv2d, pad, reshape, slice, split } from '@tensorflow/tfjs-core';
import type { Rank, Tensor4D } from '@tensorflow/tfjs-core';

/** A convolution of images `[n, h, w, c]`, without its bias. */
export function convolved(layer: Conv2dSpec, images: Tensor4D, kernel: Tensor4D): Tensor4D {
  const { stride = 1, padding = 'same', groups = 1, dilation = 1 } = layer;
  const isNumber = typeof padding === 'number';
  const x = isNumber ? zeroPadded(images, padding) : images;
  const zeros: 'same' | 'valid' = isNumber ? 'valid' : padding;
  const filter = dilation === 1 ? kernel : spread(kernel, dilation);
  if (groups === 1) return conv2d<Tensor4D>(x, filter, stride, zeros);
  const [height, width, channels, filters] = filter.shape;
  if (channels === 1) {
    return depthwiseConv2d<Tensor4D>(
      x,
      reshape<Rank.R4>(filter, [height, width, groups, filters / groups]),
      stride,
      zeros,
    );
  }
  const kernels = split<Tensor4D>(filter, groups, 3);
  return concat(
    split<Tensor4D>(x, groups, 3).map((part, group) => conv2d<Tensor4D>(part, kernels[group], stride, zeros)),
    3,
  );
}

function zeroPadded(x: Tensor4D, zeros: number): Tensor4D {
  return zeros === 0
    ? x
    : pad(x, [
        [0, 0],
        [zeros, zeros],
        [zeros, zeros],
        [0, 0],
      ]);
}

/** A kernel with zeros between its entries. Convolutions with a dilation have no gradient in TensorFlow.js. */
function spread(kernel: Tensor4D, dilation: number): Tensor4D {
  const [size, , channels, filters] = kernel.shape;
  const [side, extent] = [size * dilation, (size - 1) * dilation + 1];
  const rows = pad(reshape(kernel, [size, 1, size * channels * filters]), [
    [0, 0],
    [0, dilation - 1],
    [0, 0],
  ]);
  const entries = reshape(rows, [side, size, 1, channels * filters]);
  const all = pad(entries, [
    [0, 0],
    [0, 0],
    [0, dilation - 1],
    [0, 0],
  ]);
  return slice(
    reshape<Rank.R4>(all, [side, side, channels, filters]),
    [0, 0, 0, 0],
    [extent, extent, channels, filters],
  );
}
