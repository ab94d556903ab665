import type { ParameterSegment } from '@dof/core';
import type { Arrangement } from '../layouts/weight-tensors.js';
import { shapeText, type NamedTensor } from '../named-tensor.js';
import type { SortedTensors, WeightModule } from './weight-modules.js';

/** A segment and the array that it is taken from. */
export interface MatchedSegment {
  readonly segment: ParameterSegment;
  readonly tensor: NamedTensor;
}

/** A layer with parameters and how they are arranged in the file. */
export interface SoughtLayer {
  readonly name: string;
  readonly segments: readonly ParameterSegment[];
  /** Of each segment. */
  readonly arrangements: readonly Arrangement[];
  /** Not to be taken from the file. */
  readonly isExcepted: boolean;
}

/** Which layer is taken from where. */
export interface LayerMatch {
  readonly layer: SoughtLayer;
  readonly module: WeightModule;
  readonly isByName: boolean;
}

export interface LayerMatching {
  readonly matches: readonly LayerMatch[];
  /** Layers that nothing in the file fits. */
  readonly missing: readonly SoughtLayer[];
  /** What the file holds beyond. */
  readonly left: readonly WeightModule[];
}

/**
 * Matches the modules of a file to layers: those of the same name first, and the others by what shapes they have, in order
 * among those with the same shapes. An excepted layer may be in the file, or be missing there.
 */
export function matchLayers(layers: readonly SoughtLayer[], { modules }: SortedTensors): LayerMatching {
  const byName = new Map(modules.map((module) => [module.name, module]));
  const named = layers.flatMap((layer): LayerMatch[] => {
    const module = byName.get(layer.name);
    return module !== undefined && (layer.isExcepted || shapesOf(module) === shapesSought(layer))
      ? [{ layer, module, isByName: true }]
      : [];
  });
  const taken = new Set<unknown>(named.flatMap(({ layer, module }) => [layer, module]));
  const [sought, there] = [layers.filter((one) => !taken.has(one)), modules.filter((one) => !taken.has(one))];
  const shapes = new Set(sought.map(shapesSought));
  const paired = [...shapes].flatMap((shape): LayerMatch[] => {
    const alike = sought.filter((layer) => shapesSought(layer) === shape);
    const found = there.filter((module) => shapesOf(module) === shape);
    const needed = alike.filter(({ isExcepted }) => !isExcepted);
    const fitting = [alike, needed].find(({ length }) => length === found.length) ?? [];
    return fitting.map((layer, i) => ({ layer, module: found[i], isByName: false }));
  });
  const all = new Map([...named, ...paired].map((match) => [match.layer, match]));
  const matches = layers.flatMap((layer) => (layer.isExcepted ? [] : (all.get(layer) ?? [])));
  const used = new Set(matches.map(({ module }) => module));
  return {
    matches,
    missing: layers.filter((layer) => !layer.isExcepted && !all.has(layer)),
    left: modules.filter((module) => !used.has(module)),
  };
}

/** The array of a module that a segment is taken from. */
export function tensorFor({ kind }: ParameterSegment, { main, bias }: WeightModule): NamedTensor | undefined {
  return kind === 'bias' ? bias : main;
}

/** The shapes of a layer as the file has to have them, in words. */
export function shapesSought({ segments, arrangements }: SoughtLayer): string {
  const texts = segments.map(({ kind }, i) => [kind === 'bias', shapeText(arrangements[i].shape)] as const);
  return inWords(texts.find(([isBias]) => !isBias)?.[1], texts.find(([isBias]) => isBias)?.[1]);
}

/** The shapes of a module, in words. */
export function shapesOf({ main, bias }: WeightModule): string {
  return inWords(main && shapeText(main.shape), bias && shapeText(bias.shape));
}

function inWords(main: string | undefined, bias: string | undefined): string {
  const words = [...(main === undefined ? [] : [main]), ...(bias === undefined ? [] : [`bias ${bias}`])];
  return words.join(', ');
}
