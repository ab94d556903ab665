import type { ParameterLayout } from '@dof/core';
import type { TicketOptions } from './ticket-options.js';

/** The parameters of one layer that compete for survival, as indices into w. */
export type LayerParameters = Uint32Array;

/** Which parameters always survive, and which may be pruned, layer by layer. */
export interface PrunableParameters {
  readonly kept: Uint32Array;
  readonly layers: readonly LayerParameters[];
}

/** Cuts w by layers; with `keep` everything but kernels always survives. */
export function prunableParameters(layout: ParameterLayout, biases: TicketOptions['biases']): PrunableParameters {
  const kept: number[] = [];
  const layers = new Map<string, number[]>();
  for (const { layer, kind, offset, length } of layout.segments) {
    const survives = biases === 'keep' && kind !== 'kernel';
    const target = survives ? kept : (layers.get(layer) ?? []);
    if (!survives) layers.set(layer, target);
    for (let i = 0; i < length; i++) target.push(offset + i);
  }
  return { kept: Uint32Array.from(kept), layers: [...layers.values()].map((layer) => Uint32Array.from(layer)) };
}

/** The least and the largest number of survivors. */
export function survivorRange(layout: ParameterLayout, biases: TicketOptions['biases']) {
  const { kept } = prunableParameters(layout, biases);
  return { minimum: Math.max(1, kept.length), maximum: layout.dimension };
}
