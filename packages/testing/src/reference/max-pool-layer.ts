import { perExample } from './per-example.js';
import type { ReferenceLayer } from './reference-layer.js';

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
