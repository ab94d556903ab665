import { perExample } from './per-example.js';
import type { ReferenceLayer } from './reference-layer.js';

/** max(x, 0), with derivative 0 at 0. A NaN stays a NaN, so that a diverged run is seen. */
export function reluLayer(): ReferenceLayer {
  return perExample({
    forward: (input) => input.map((value) => (value <= 0 ? 0 : value)),
    backward: (input, _w, outputGradient) => outputGradient.map((value, i) => (input[i] <= 0 ? 0 : value)),
    kinkMargin: (input) => input.reduce((least, value) => Math.min(least, Math.abs(value)), Infinity),
  });
}
