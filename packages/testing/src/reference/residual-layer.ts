import type { ReferenceBatch, ReferenceLayer } from './reference-layer.js';

/** body(x) + shortcut(x): the gradient goes down both paths and is summed where they part. */
export function residualLayer(body: ReferenceLayer, shortcut: ReferenceLayer): ReferenceLayer {
  return {
    forward: (inputs, w) => sum(body.forward(inputs, w), shortcut.forward(inputs, w)),
    backward: (inputs, w, outputGradients, gradient) =>
      sum(body.backward(inputs, w, outputGradients, gradient), shortcut.backward(inputs, w, outputGradients, gradient)),
    kinkMargin: (inputs, w) => Math.min(body.kinkMargin(inputs, w), shortcut.kinkMargin(inputs, w)),
  };
}

function sum(a: ReferenceBatch, b: ReferenceBatch): ReferenceBatch {
  return a.map((example, n) => example.map((value, i) => value + b[n][i]));
}
