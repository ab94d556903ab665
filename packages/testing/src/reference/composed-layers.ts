import type { ReferenceBatch, ReferenceLayer } from './reference-layer.js';

/** Layers one after another, as one layer; no layer at all is the identity. */
export function layerSequence(layers: readonly ReferenceLayer[]): ReferenceLayer {
  /** The inputs, then the outputs of every layer in turn. */
  const activations = (inputs: ReferenceBatch, w: Float64Array): ReferenceBatch[] => {
    const batches = [inputs];
    layers.forEach((layer, l) => batches.push(layer.forward(batches[l], w)));
    return batches;
  };
  return {
    forward: (inputs, w) => activations(inputs, w)[layers.length],
    backward(inputs, w, outputGradients, gradient) {
      const batches = activations(inputs, w);
      return layers.reduceRight(
        (gradients, layer, l) => layer.backward(batches[l], w, gradients, gradient),
        outputGradients,
      );
    },
    kinkMargin(inputs, w) {
      const batches = activations(inputs, w);
      return layers.reduce((least, layer, l) => Math.min(least, layer.kinkMargin(batches[l], w)), Infinity);
    },
  };
}

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
