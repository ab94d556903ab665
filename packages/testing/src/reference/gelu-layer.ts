import { perExample } from './per-example.js';
import type { ReferenceLayer } from './reference-layer.js';

const ROOT = Math.sqrt(2 / Math.PI);
const CUBIC = 0.044715;

/** x / 2 (1 + tanh u) with u = sqrt(2 / pi) (x + 0.044715 x^3). */
export function geluLayer(): ReferenceLayer {
  const bend = (x: number): number => Math.tanh(ROOT * (x + CUBIC * x ** 3));
  const derivative = (x: number): number => {
    const t = bend(x);
    return (1 + t) / 2 + (x / 2) * (1 - t * t) * ROOT * (1 + 3 * CUBIC * x ** 2);
  };
  return perExample({
    forward: (input) => input.map((x) => (x / 2) * (1 + bend(x))),
    backward: (input, _w, outputGradient) => outputGradient.map((value, i) => value * derivative(input[i])),
  });
}
