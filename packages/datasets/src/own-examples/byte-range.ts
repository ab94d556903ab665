import { DofError } from '@dof/core';
import { z } from 'zod';
import type { NpyArray } from '../formats/parse-npy.js';

/** Which stored values become the bytes 0 and 255. */
export const rangeSchema = z
  .tuple([z.number(), z.number()], 'must be [lowest, highest]')
  .refine(([low, high]) => low < high, 'must be [lowest, highest], the lowest first');

export type ByteRange = z.output<typeof rangeSchema>;

/** Values of an array or of several, by their extremes. */
interface Extent {
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
}

/** A named array of numbers. */
export interface NamedArray extends NpyArray {
  readonly name: string;
}

/** Fewer steps than that, of 256, get a notice. */
const FEW_STEPS = 64;
/** Floats of at most 1 that do not reach this are too dark to be taken for a full scale of 0 to 1. */
const BRIGHT = 0.5;

/**
 * Training and test inputs as bytes, by one rule for all of them: with a range, linearly and rounded, from its ends to
 * 0 and 255; without one, whole numbers from 0 to 255 as they are, booleans and floats from 0 to 1 as of the range
 * 0 to 1. Nothing else is guessed, and no value is ever cut off.
 *
 * @throws DOF_BAD_OPTIONS where a range is needed or does not hold the values; DOF_DATA_CORRUPT for nan and infinities
 */
export function asBytes(
  arrays: readonly NamedArray[],
  range?: ByteRange,
): { readonly inputs: readonly Uint8Array[]; readonly notices: readonly string[] } {
  const extent = extentOf(arrays);
  const [{ name }] = arrays;
  const scale = range ?? impliedRange(arrays, extent);
  if (scale === undefined) {
    const whole = ({ entries }: NamedArray): Uint8Array =>
      entries instanceof Uint8Array ? entries : Uint8Array.from(entries);
    return { inputs: arrays.map(whole), notices: fewSteps(name, extent, [0, 255]) };
  }
  const [low, high] = scale;
  if (extent.least < low || extent.most > high) {
    throw new DofError(
      'DOF_BAD_OPTIONS',
      `range: ${name} holds values from ${extent.least} to ${extent.most}, more than ${low} to ${high}: use ${listed(suggestion(extent))}`,
    );
  }
  const factor = 255 / (high - low);
  const scaled = ({ entries }: NamedArray): Uint8Array =>
    Uint8Array.from(entries, (value) => Math.round((value - low) * factor));
  const said = `${name} holds values of type ${typeName(arrays[0].type)}: ${low} to ${high} became the bytes 0 to 255, rounded`;
  const guessed = range === undefined ? [`${said} (range: ${listed(scale)})`] : [];
  return { inputs: arrays.map(scaled), notices: [...guessed, ...fewSteps(name, extent, scale)] };
}

/** The range that values are of where none is given; undefined where they are bytes already. */
function impliedRange(arrays: readonly NamedArray[], extent: Extent): ByteRange | undefined {
  const [{ name, type }] = arrays;
  const { least, most, whole } = extent;
  if (arrays.every((array) => array.type === 'b1')) return [0, 1];
  const floats = arrays.some((array) => array.type.startsWith('f'));
  if (floats && least >= 0 && most <= 1 && most >= BRIGHT) return [0, 1];
  if (whole && least >= 0 && most <= 255 && !(floats && most <= 1)) return undefined;
  throw new DofError(
    'DOF_BAD_OPTIONS',
    `${name} holds values of type ${typeName(type)} from ${least} to ${most}, and examples are kept as bytes from 0 to 255: ` +
      `say which values become 0 and 255, such as range: ${listed(suggestion(extent))}`,
  );
}

function extentOf(arrays: readonly NamedArray[]): Extent {
  let [least, most, whole] = [Infinity, -Infinity, true];
  for (const { name, entries } of arrays) {
    for (const value of entries) {
      if (!Number.isFinite(value)) {
        const count = (entries as Float64Array).reduce((sum, other) => sum + (Number.isFinite(other) ? 0 : 1), 0);
        throw new DofError(
          'DOF_DATA_CORRUPT',
          `${name} has ${count} of ${entries.length} values that are nan or infinite: replace them, or leave those examples out`,
        );
      }
      if (value < least) least = value;
      if (value > most) most = value;
      whole &&= Number.isInteger(value);
    }
  }
  return { least, most, whole };
}

/** The full scale of whole numbers of so many bits, or the values' own ends. */
function suggestion({ least, most, whole }: Extent): ByteRange {
  if (whole && least >= 0 && most > 255) return [0, 2 ** Math.ceil(Math.log2(most + 1)) - 1];
  if (least >= 0 && most <= 1) return [0, 1];
  return [least, most > least ? most : least + 1];
}

function fewSteps(name: string, { least, most }: Extent, [low, high]: ByteRange): readonly string[] {
  const steps = Math.round(((most - least) / (high - low)) * 255) + 1;
  if (steps >= FEW_STEPS) return [];
  const narrower = most > least ? `; range: ${listed([least, most])} would use all` : '';
  return [
    `${name} holds values from ${least} to ${most}, at most ${steps} of the 256 steps of ${low} to ${high}${narrower}`,
  ];
}

function listed([low, high]: ByteRange): string {
  return `[${low}, ${high}]`;
}

const KINDS: Readonly<Record<string, string>> = { u: 'uint', i: 'int', f: 'float' };

/** Numpy's long name of a type, such as uint16 for u2. */
function typeName(type: string): string {
  return type === 'b1' ? 'bool' : `${KINDS[type[0]]}${8 * Number(type.slice(1))}`;
}
