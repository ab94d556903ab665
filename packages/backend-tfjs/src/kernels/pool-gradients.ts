import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { MaxPoolGradAttrs, KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { forPoolWindows, type PoolWindow } from './pool-windows.js';

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
