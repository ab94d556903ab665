import type { ParameterKind, ShapedLayer } from '@dof/core';
import type { GraphBuilder } from './graph-builder.js';

/** What a layer is written after. */
export interface WrittenFlow {
  readonly value: string;
  /** See `Flow` of what is read. */
  readonly imageChannels: number | undefined;
}

/** What a layer is written from. */
export interface LayerWriterContext extends Pick<ShapedLayer, 'name' | 'input' | 'output'> {
  readonly builder: GraphBuilder;
  /** The settings of the layer. */
  readonly layer: Readonly<Record<string, unknown>>;
  readonly flow: WrittenFlow;
  readonly parameters: ReadonlyMap<ParameterKind, LayerParameters>;
}

export interface LayerParameters {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export type LayerWriter = (context: LayerWriterContext) => WrittenFlow;

/** A setting that is a number; the default where the layer leaves it out. */
export function numberSetting({ layer }: LayerWriterContext, name: string, byDefault: number): number {
  const value = layer[name];
  return typeof value === 'number' ? value : byDefault;
}

/** Parameters that the layer must have. */
export function requireParameters({ parameters, name }: LayerWriterContext, kind: ParameterKind): LayerParameters {
  const found = parameters.get(kind);
  if (found === undefined) throw new Error(`layer ${name} has no ${kind}`);
  return found;
}
