import type { Pool2dSpec } from '../../contracts/model-spec.js';
import type { LayerShape } from '../../model/layer-shapes.js';
import { poolWindows } from './pool-windows.js';
import type { ReferenceLayer } from './reference-layer.js';

/** The mean of every window. */
export function averagePoolLayer(spec: Pool2dSpec, input: LayerShape, output: LayerShape): ReferenceLayer {
  const windows = poolWindows(spec, input, output);
  return {
    forward: (inputs) =>
      Float64Array.from(windows, (window) => window.reduce((sum, i) => sum + inputs[i], 0) / window.length),
    backward(inputs, _w, outputGradient) {
      const inputGradient = new Float64Array(inputs.length);
      windows.forEach((window, o) => {
        for (const i of window) inputGradient[i] += outputGradient[o] / window.length;
      });
      return inputGradient;
    },
  };
}
