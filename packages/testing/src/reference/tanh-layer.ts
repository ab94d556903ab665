import { perExample } from './per-example.js';
import type { ReferenceLayer } from './reference-layer.js';

/** tanh x, with derivative 1 - tanh^2 x. */
export function tanhLayer(): ReferenceLayer {
  return perExample({
    forward: (input) => input.map(Math.tanh),
    backward: (input, _w, outputGradient) => outputGradient.map((value, i) => value * (1 - Math.tanh(input[i]) ** 2)),
  });
}
