import { DofError } from '@dof/core';
import { isConfiguration, isConfiguredPart, type ConfiguredPart } from './layers-architecture.js';

/** How a model takes examples: as they are, perhaps in another grouping of the same order, or transposed. */
export type InputArrangement = 'channels-last' | 'channels-first';

type Sides = readonly (number | null)[];

/** What decides the order of axes where a model's input goes first. */
const ORDERED = 'dataFormat';
/** Layers that keep the order of axes and their number. */
const TRANSPARENT = new Set(['InputLayer', 'Activation', 'ReLU', 'LeakyReLU', 'Rescaling', 'Dropout', 'Masking']);

/**
 * How a model of this input takes examples `[height, width, channels]`. Bytes are never taken for other axes than their
 * own: an input of the same number of entries fits only if it is the examples flattened along neighbouring axes, or
 * their transposition to `[channels, height, width]`.
 *
 * @throws DOF_MODEL_SHAPE
 */
export function inputArrangement(
  name: string,
  architecture: ConfiguredPart,
  input: Sides,
  example: readonly [number, number, number],
): InputArrangement {
  const [height, width, channels] = example;
  const first: Sides = [channels, height, width];
  const layer = firstOrderedLayer(architecture);
  const order = input.length === 3 ? layer?.config[ORDERED] : undefined;
  const misfit = (what: string): DofError => new DofError('DOF_MODEL_SHAPE', `model ${name}: ${what}`);
  const layerName = String(layer?.config['name']);
  if (order === 'channelsFirst') {
    if (fits(input, first)) return 'channels-first';
    const given = `its input is ${text(input)} and layer ${layerName} takes channels first`;
    throw misfit(`${given}, but the examples are ${text(example)}: use the input ${text(first)}`);
  }
  if (fits(input, example)) return 'channels-last';
  if (order !== undefined && fits(input, first)) {
    throw misfit(
      `its input is ${text(input)}, but layer ${layerName} takes channels last and the examples are ${text(example)}: ` +
        `use that input, or dataFormat: 'channelsFirst'`,
    );
  }
  if (isRegrouped(input, example)) return 'channels-last';
  if (fits(input, first)) return 'channels-first';
  throw misfit(`its input is ${text(input)}, but the examples are ${text(example)}: use that input, or one flattened`);
}

/** The first layer that says where channels are; undefined where one before it may move axes itself. */
function firstOrderedLayer({ config: { layers } }: ConfiguredPart): ConfiguredPart | undefined {
  if (!Array.isArray(layers)) return undefined;
  for (const part of layers.filter(isConfiguredPart)) {
    if (Array.isArray(part.config['layers'])) return firstOrderedLayer(part);
    if (typeof part.config[ORDERED] === 'string') return part;
    if (!TRANSPARENT.has(part.className) || !isConfiguration(part.config)) return undefined;
  }
  return undefined;
}

function fits(wanted: Sides, given: Sides): boolean {
  return wanted.length === given.length && wanted.every((side, i) => side === null || side === given[i]);
}

/** Whether neighbouring axes of the examples, joined, are the input's; sides of 1 may be anywhere. */
function isRegrouped(wanted: Sides, given: readonly number[]): boolean {
  const [to, from] = [wanted.filter((side) => side !== 1), given.filter((side) => side !== 1)];
  // Rows of numbers that are not images: their order as an image is the model's own affair, if it is one of grey.
  if (from.length === 1 && to.length === 2 && !to.includes(null)) return Number(to[0]) * Number(to[1]) === from[0];
  let next = 0;
  for (const side of to) {
    let product = 1;
    while (next < from.length && (side === null ? product === 1 : product < side)) product *= from[next++];
    if (side !== null && product !== side) return false;
  }
  return next === from.length;
}

/** Sides as users write them. */
export function text(shape: Sides): string {
  return shape.map((side) => side ?? 'any').join(' x ');
}
