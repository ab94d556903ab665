import type { ReferenceLayer } from './reference-layer.js';

/** The way of one example through the network. */
export interface ForwardPass {
  /** The input and every layer's output; the last entry holds the logits. */
  readonly activations: readonly Float64Array[];
  /** The least distance to a kink over the layers. */
  readonly kinkMargin: number;
}

/** Runs one example through the layers at w. */
export function forwardExample(
  network: readonly ReferenceLayer[],
  w: Float64Array,
  example: Float64Array,
): ForwardPass {
  const activations = [example];
  let kinkMargin = Infinity;
  network.forEach((layer, l) => {
    kinkMargin = Math.min(kinkMargin, layer.kinkMargin?.(activations[l]) ?? Infinity);
    activations.push(layer.forward(activations[l], w));
  });
  return { activations, kinkMargin };
}
