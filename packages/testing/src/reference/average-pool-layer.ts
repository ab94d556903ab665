import { perExample } from './per-example.js';
import type { ReferenceLayer } from './reference-layer.js';

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
