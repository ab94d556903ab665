import type { Pool2dSpec } from '../../contracts/model-spec.js';
import type { LayerShape } from '../../model/layer-shapes.js';
import { poolWindows } from './pool-windows.js';
import type { ReferenceLayer } from './reference-layer.js';

/** The largest entry of every window; the gradient goes to the first of equals. A NaN in a window is its maximum. */
export function maxPoolLayer(spec: Pool2dSpec, input: LayerShape, output: LayerShape): ReferenceLayer {
  const windows = poolWindows(spec, input, output);
  return {
    forward: (inputs) => Float64Array.from(windows, (window) => inputs[largest(window, inputs)]),
    backward(inputs, _w, outputGradient) {
      const inputGradient = new Float64Array(inputs.length);
      windows.forEach((window, o) => {
        inputGradient[largest(window, inputs)] += outputGradient[o];
      });
      return inputGradient;
    },
    kinkMargin: (inputs) => windows.reduce((least, window) => Math.min(least, gap(window, inputs)), Infinity),
  };
}

function largest(window: readonly number[], inputs: Float64Array): number {
  return window.reduce((best, i) => (inputs[i] > inputs[best] || Number.isNaN(inputs[i]) ? i : best), window[0]);
}

/**
 * Distance between the largest entry of a window and the next one that differs from it. Entries that are equal in
 * every bit come from the same computation (equal image patches, or ReLUs that are all off): they stay equal when w
 * moves, so the choice between them makes no kink.
 */
function gap(window: readonly number[], inputs: Float64Array): number {
  const maximum = inputs[largest(window, inputs)];
  return window.reduce((least, i) => (inputs[i] === maximum ? least : Math.min(least, maximum - inputs[i])), Infinity);
}
