import { modelSpecSchema, type LayerSpec } from '@dof/core';
import { unsupported } from '../graph/onnx-error.js';
import type { Weights } from './flow.js';
import type { MappedPart } from './map-steps.js';

/** The layers as core has them; one that this version of core lacks is refused with its node. */
export function layersOfParts(parts: readonly MappedPart[]): readonly LayerSpec[] {
  return parts.map((part): LayerSpec => {
    if (!('layer' in part)) {
      const [body, shortcut] = [part.body, part.shortcut].map(layersOfParts);
      return { type: 'residual', body, ...(shortcut.length > 0 && { shortcut }) };
    }
    const { success, data } = modelSpecSchema.shape.layers.safeParse([part.layer]);
    if (success) return data[0];
    throw unsupported(part.node, `this version of dof has no layer ${JSON.stringify(part.layer)}`);
  });
}

/** The parameters in the order of core's layout: of a sum its body, then its shortcut. */
export function weightsOfParts(parts: readonly MappedPart[]): readonly Weights[] {
  return parts.flatMap((part) =>
    'layer' in part ? part.weights : [...weightsOfParts(part.body), ...weightsOfParts(part.shortcut)],
  );
}
