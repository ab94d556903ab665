import type { LayerShape, Pool2dSpec } from '@dof/core';
import { perExample, type ReferenceLayer } from './reference-layer.js';

/** The mean of every window; windows as flat indices into the input, one window an output entry. */
export function averagePoolLayer(windows: readonly number[][]): ReferenceLayer {
  return perExample({
    forward: (input) =>
      Float64Array.from(windows, (window) => window.reduce((sum, i) => sum + input[i], 0) / window.length),
    backward(input, _w, outputGradient) {
      const inputGradient = new Float64Array(input.length);
      windows.forEach((window, o) => {
        for (const i of window) inputGradient[i] += outputGradient[o] / window.length;
      });
      return inputGradient;
    },
  });
}

/**
 * The largest entry of every window (flat indices into the input, one window an output entry); the gradient goes to the
 * first of equals. A NaN in a window is its maximum.
 */
export function maxPoolLayer(windows: readonly number[][]): ReferenceLayer {
  return perExample({
    forward: (input) => Float64Array.from(windows, (window) => input[largest(window, input)]),
    backward(input, _w, outputGradient) {
      const inputGradient = new Float64Array(input.length);
      windows.forEach((window, o) => {
        inputGradient[largest(window, input)] += outputGradient[o];
      });
      return inputGradient;
    },
    kinkMargin: (input) => windows.reduce((least, window) => Math.min(least, gap(window, input)), Infinity),
  });
}

function largest(window: readonly number[], input: Float64Array): number {
  return window.reduce((best, i) => (input[i] > input[best] || Number.isNaN(input[i]) ? i : best), window[0]);
}

/**
 * Distance between the largest entry of a window and the next one that differs from it. Entries that are equal in
 * every bit come from the same computation (equal image patches, or ReLUs that are all off): they stay equal when w
 * moves, so the choice between them makes no kink.
 */
function gap(window: readonly number[], input: Float64Array): number {
  const maximum = input[largest(window, input)];
  return window.reduce((least, i) => (input[i] === maximum ? least : Math.min(least, maximum - input[i])), Infinity);
}

/**
 * For every output entry of a pooling layer, in order, the flat indices of the input entries in its window. Padding has
 * none: as minus infinity it is never the largest.
 */
export function poolWindows(spec: Pool2dSpec, input: LayerShape, output: LayerShape): readonly number[][] {
  const stride = spec.stride ?? spec.size;
  const padding = spec.type === 'maxPool2d' ? (spec.padding ?? 0) : 0;
  const windows: number[][] = [];
  for (let y = 0; y < output.height; y++) {
    for (let x = 0; x < output.width; x++) {
      for (let c = 0; c < input.channels; c++) {
        const window: number[] = [];
        for (let dy = 0; dy < spec.size; dy++) {
          for (let dx = 0; dx < spec.size; dx++) {
            const [row, column] = [y * stride + dy - padding, x * stride + dx - padding];
            const isInside = row >= 0 && row < input.height && column >= 0 && column < input.width;
            if (isInside) window.push((row * input.width + column) * input.channels + c);
          }
        }
        windows.push(window);
      }
    }
  }
  return windows;
}

/** The one window of every channel that a global pooling layer takes: all pixels of the image. */
export function globalPoolWindows({ height, width, channels }: LayerShape): readonly number[][] {
  return Array.from({ length: channels }, (_, c) =>
    Array.from({ length: height * width }, (_, pixel) => pixel * channels + c),
  );
}
