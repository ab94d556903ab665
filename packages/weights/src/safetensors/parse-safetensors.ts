import { errorMessage } from '@dof/core';
import { badFile, countOf, shapeText, type NamedTensor } from '../named-tensor.js';
import { decodeNumbers, isFloatType, TYPE_BYTES } from '../numbers/number-types.js';
import { repeatedName } from './repeated-name.js';

/** Bytes before the header, which hold its length. */
const LENGTH_BYTES = 8;
/** Of the format: a longer header is refused by every reader. */
const LONGEST_HEADER = 100_000_000;

/** Where a tensor is: its place is from the end of the header, in bytes. */
interface Entry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: string;
  readonly begin: number;
  readonly end: number;
}

/**
 * Reads a `.safetensors` file (https://huggingface.co/docs/safetensors): eight bytes with the length of a JSON header, the
 * header, and the arrays without gaps. Returns the tensors in the order of their data. Nothing is believed before it is
 * checked.
 *
 * @param source names the file in messages
 * @throws DofError DOF_WEIGHTS_FILE
 */
export function parseSafetensors(bytes: Uint8Array, source: string): readonly NamedTensor[] {
  const header = headerOf(bytes, source);
  const data = bytes.subarray(LENGTH_BYTES + header.length);
  const entries = entriesOf(header.text, source).sort((a, b) => a.begin - b.begin || a.end - b.end);
  let covered = 0;
  for (const { name, begin, end } of entries) {
    if (begin !== covered) {
      const what = begin < covered ? 'overlaps the one before it' : 'leaves a gap before it';
      throw badFile(source, `the data of "${name}" begin at ${begin}, which ${what}, ending at ${covered}`);
    }
    covered = end;
  }
  if (covered !== data.length) {
    throw badFile(
      source,
      `its tensors take ${covered} bytes, the file has ${data.length}: it was cut off, or added to`,
    );
  }
  return entries.map(({ name, shape, type, begin, end }) => ({
    ...{ name, shape, type },
    ...(isFloatType(type) && { values: decodeNumbers(data.subarray(begin, end), type) }),
  }));
}

function headerOf(bytes: Uint8Array, source: string): { readonly text: string; readonly length: number } {
  if (bytes.length < LENGTH_BYTES) throw badFile(source, `${bytes.length} bytes are no safetensors file`);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  const there = bytes.length - LENGTH_BYTES;
  if (length > LONGEST_HEADER || length > there) {
    throw badFile(source, `no safetensors file: it tells of a header of ${length} bytes, where ${there} are left`);
  }
  const header = bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + Number(length));
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(header), length: header.length };
  } catch (error) {
    throw badFile(source, 'no safetensors file: its header is not text in UTF-8', error);
  }
}

function entriesOf(text: string, source: string): Entry[] {
  let header: unknown;
  let repeated: string | undefined;
  try {
    header = JSON.parse(text);
    repeated = repeatedName(text);
  } catch (error) {
    throw badFile(source, `no safetensors file: its header is no JSON: ${errorMessage(error)}`, error);
  }
  if (repeated !== undefined) throw badFile(source, `its header has "${repeated}" twice`);
  if (!isObject(header)) throw badFile(source, 'no safetensors file: its header is no object');
  return Object.entries(header).flatMap(([name, value]) =>
    name === '__metadata__' ? [] : [entryOf(name, value, source)],
  );
}

function entryOf(name: string, value: unknown, source: string): Entry {
  const bad = (problem: string): Error => badFile(source, `"${name}" ${problem}`);
  if (!isObject(value)) throw bad('is not described by an object');
  const { dtype: type, shape, data_offsets: offsets } = value;
  if (typeof type !== 'string' || !Object.hasOwn(TYPE_BYTES, type)) {
    throw bad(
      `has the type ${JSON.stringify(type) ?? 'undefined'}, which is none of ${Object.keys(TYPE_BYTES).join(', ')}`,
    );
  }
  const count = isNumbers(shape) ? countOf(shape) : undefined;
  if (!isNumbers(shape) || count === undefined) throw bad('has a shape that is no list of whole numbers');
  if (!isNumbers(offsets) || offsets.length !== 2 || countOf(offsets) === undefined || offsets[0] > offsets[1]) {
    throw bad('has data_offsets that are no two rising whole numbers');
  }
  const [begin, end] = offsets;
  if (end - begin !== count * TYPE_BYTES[type]) {
    throw bad(`is ${shapeText(shape)} of ${type}, ${count * TYPE_BYTES[type]} bytes, but its data take ${end - begin}`);
  }
  return { name, shape, type, begin, end };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'number');
}
