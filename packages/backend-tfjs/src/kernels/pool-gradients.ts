import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend_util } from '@tensorflow/tfjs-core';
import type { MaxPoolGradAttrs, KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';

/** Adds the gradient of one window to `dx`. */
type WindowGradient = (
  window: PoolWindow,
  channels: number,
  x: Float32Array,
  dy: Float32Array,
  dx: Float32Array,
) => void;

/**
 * The gradient of a maximum goes to the first of the largest entries. The kernel of the wasm engine loses windows without
 * a positive entry.
 */
export const maxPoolGradient = poolGradient('MaxPoolGrad', ({ output, size, pixels }, channels, x, dy, dx) => {
  for (let c = 0; c < channels; c++) {
    let largest = pixels[0] + c;
    for (let k = 1; k < size; k++) if (x[pixels[k] + c] > x[largest]) largest = pixels[k] + c;
    dx[largest] += dy[output + c];
  }
});

/**
 * The gradient of an average goes in equal parts to the entries that were averaged. The kernel of the wasm engine counts
 * those in the padding too, and is many times slower.
 */
export const averagePoolGradient = poolGradient('AvgPoolGrad', ({ output, size, pixels }, channels, _, dy, dx) => {
  for (let k = 0; k < size; k++) {
    for (let c = 0; c < channels; c++) dx[pixels[k] + c] += dy[output + c] / size;
  }
});

function poolGradient(kernelName: string, windowGradient: WindowGradient): KernelConfig {
  return {
    kernelName,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const wasm = backend as BackendWasm;
      const { input, dy } = inputs as { input: TensorInfo; dy: TensorInfo };
      const output = wasm.makeOutput(input.shape, 'float32');
      // Views come last: making an output can move the memory.
      const [x, slope, dx] = [input, dy, output].map((info) => wasm.typedArrayFromHeap(info) as Float32Array);
      dx.fill(0);
      const channels = input.shape[3];
      forPoolWindows(input.shape, attrs as unknown as MaxPoolGradAttrs, (window) =>
        windowGradient(window, channels, x, slope, dx),
      );
      return output;
    },
  };
}

/** One window of one image: pixels `[top, bottom) x [left, right)`, without those in the padding. */
export interface PoolWindow {
  /** Index of the first channel of the window's output. */
  readonly output: number;
  /** Number of its pixels. */
  readonly size: number;
  /** Index of the first channel of each of its pixels, in scan order: the first `size` entries hold. */
  readonly pixels: Int32Array;
}

/** Visits the windows of a pooling over `[n, h, w, c]`; the object it is given is used again. */
export function forPoolWindows(
  inputShape: readonly number[],
  { filterSize, strides, pad, dimRoundingMode }: MaxPoolGradAttrs,
  visit: (window: PoolWindow) => void,
): void {
  const [images, height, width, channels] = inputShape;
  const shapes = backend_util.computePool2DInfo(
    [images, height, width, channels],
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const { filterHeight, filterWidth, strideHeight, strideWidth, outHeight, outWidth, padInfo } = shapes;
  const window = { output: 0, size: 0, pixels: new Int32Array(filterHeight * filterWidth) };
  for (let image = 0; image < images; image++) {
    for (let row = 0; row < outHeight; row++) {
      for (let column = 0; column < outWidth; column++) {
        const [top, left] = [row * strideHeight - padInfo.top, column * strideWidth - padInfo.left];
        window.output = ((image * outHeight + row) * outWidth + column) * channels;
        window.size = 0;
        for (let y = Math.max(top, 0); y < Math.min(top + filterHeight, height); y++) {
          for (let x = Math.max(left, 0); x < Math.min(left + filterWidth, width); x++) {
            window.pixels[window.size++] = ((image * height + y) * width + x) * channels;
          }
        }
        visit(window);
      }
    }
  }
}
