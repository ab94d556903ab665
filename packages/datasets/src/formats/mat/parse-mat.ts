import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { DofError, errorCode, errorMessage } from '@dof/core';
import { corruptFile } from '../../published/file-checks.js';
import { readElement, type MatElement, type MatBytes } from './read-element.js';

const unzip = promisify(inflate);

const HEADER = 128;
/** Type of an element that holds another one, compressed by zlib. */
const COMPRESSED = 15;
const MATRIX = 14;
/** Room for the parts of a matrix besides its entries. */
const SLACK = 4096;

/** Readers of the numeric types of elements, by type, with the bytes of one number. */
const NUMBERS: Readonly<
  Record<number, { readonly size: number; read(view: DataView, at: number, le: boolean): number }>
> = {
  1: { size: 1, read: (view, at) => view.getInt8(at) },
  2: { size: 1, read: (view, at) => view.getUint8(at) },
  3: { size: 2, read: (view, at, le) => view.getInt16(at, le) },
  4: { size: 2, read: (view, at, le) => view.getUint16(at, le) },
  5: { size: 4, read: (view, at, le) => view.getInt32(at, le) },
  6: { size: 4, read: (view, at, le) => view.getUint32(at, le) },
  7: { size: 4, read: (view, at, le) => view.getFloat32(at, le) },
  9: { size: 8, read: (view, at, le) => view.getFloat64(at, le) },
};
const UNSIGNED_BYTE = 2;

/** A numeric array of a MAT-file, its entries in MATLAB's order: the first index runs fastest. */
export interface MatArray {
  readonly shape: readonly number[];
  readonly entries: Uint8Array | Float64Array;
}

/**
 * Parses the numeric arrays of a MATLAB 5 MAT-file, compressed or not. Entries that are stored as unsigned bytes are
 * answered as those, all others as numbers. Source: "MAT-File Format", The MathWorks.
 *
 * @param source names the file in error messages
 * @param limit entries of an array that are still read, in bytes
 * @throws DOF_DATA_CORRUPT
 */
export async function parseMat(
  bytes: Uint8Array,
  source: string,
  limit: number,
): Promise<ReadonlyMap<string, MatArray>> {
  const file = headerOf(bytes, source);
  const arrays = new Map<string, MatArray>();
  for (let at = HEADER; at < bytes.length;) {
    const element = readElement(file, at, bytes.length);
    const matrix = element.type === COMPRESSED ? await decompressed(file, element, limit) : { file, element };
    if (matrix.element.type === MATRIX) {
      const { name, array } = parseMatrix(matrix.file, matrix.element);
      if (array !== undefined) arrays.set(name, array);
    }
    at = element.type === COMPRESSED ? element.end : element.next;
  }
  return arrays;
}

function headerOf(bytes: Uint8Array, source: string): MatBytes {
  const mark = String.fromCharCode(bytes[126] ?? 0, bytes[127] ?? 0);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const littleEndian = mark === 'IM';
  const isMat =
    bytes.length >= HEADER && (littleEndian || mark === 'MI') && view.getUint16(124, littleEndian) === 0x100;
  if (!isMat) throw corruptFile(source, 'a MATLAB 5 MAT-file', 'another format');
  return { bytes, view, littleEndian, source };
}

async function decompressed(
  file: MatBytes,
  { start, end }: MatElement,
  limit: number,
): Promise<{ readonly file: MatBytes; readonly element: MatElement }> {
  const { source, littleEndian } = file;
  const bytes = await unzip(file.bytes.subarray(start, end), { maxOutputLength: limit + SLACK }).catch(
    (cause: unknown) => {
      if (errorCode(cause) === 'ERR_BUFFER_TOO_LARGE')
        throw corruptFile(source, `arrays of at most ${limit} bytes`, 'more');
      throw new DofError('DOF_DATA_CORRUPT', `${source} is damaged: ${errorMessage(cause)}`, { cause });
    },
  );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const inner: MatBytes = { bytes, view, littleEndian, source };
  return { file: inner, element: readElement(inner, 0, bytes.length) };
}

/** An array's flags, shape, name and entries; the array is left out where it is no full numeric one. */
function parseMatrix(file: MatBytes, matrix: MatElement): { readonly name: string; readonly array?: MatArray } {
  const flags = readElement(file, matrix.start, matrix.end);
  const dimensions = readElement(file, flags.next, matrix.end);
  const named = readElement(file, dimensions.next, matrix.end);
  const name = Buffer.from(file.bytes.subarray(named.start, named.end)).toString('latin1');
  const kind = flags.end > flags.start ? file.view.getUint32(flags.start, file.littleEndian) & 0xff : 0;
  // Classes 6 to 15 are the full numeric arrays; cells, structures, texts and sparse matrices are not for us.
  if (kind < 6 || kind > 15) return { name };
  const shape = [...numbers(file, dimensions)];
  const entries = numbers(file, readElement(file, named.next, matrix.end));
  const count = shape.reduce((product, size) => product * size, 1);
  if (count !== entries.length) {
    throw corruptFile(file.source, `${count} entries for the ${shape.join(' x ')} of ${name}`, `${entries.length}`);
  }
  return { name, array: { shape, entries } };
}

function numbers(file: MatBytes, { type, start, end }: MatElement): Uint8Array | Float64Array {
  if (type === UNSIGNED_BYTE) return file.bytes.subarray(start, end);
  const number = NUMBERS[type];
  if (number === undefined) throw corruptFile(file.source, 'numbers', `elements of type ${type}`);
  const read = (_: unknown, i: number): number => number.read(file.view, start + i * number.size, file.littleEndian);
  return Float64Array.from({ length: Math.floor((end - start) / number.size) }, read);
}
