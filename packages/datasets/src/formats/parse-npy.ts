import { corruptFile } from '../published/file-checks.js';

/** An array as numpy stores it, row-major. */
export interface NpyArray {
  readonly shape: readonly number[];
  /** Numpy's name of the entries' type without the order of bytes, such as `u1` or `i8`. */
  readonly type: string;
  readonly entries: Uint8Array | Float64Array;
}

type Reader = (view: DataView, at: number, littleEndian: boolean) => number;

/** The types of numbers; the digit is the bytes of one entry. */
const TYPES: Readonly<Record<string, Reader>> = {
  b1: (view, at) => view.getUint8(at),
  u1: (view, at) => view.getUint8(at),
  i1: (view, at) => view.getInt8(at),
  u2: (view, at, le) => view.getUint16(at, le),
  i2: (view, at, le) => view.getInt16(at, le),
  u4: (view, at, le) => view.getUint32(at, le),
  i4: (view, at, le) => view.getInt32(at, le),
  u8: (view, at, le) => Number(view.getBigUint64(at, le)),
  i8: (view, at, le) => Number(view.getBigInt64(at, le)),
  f2: (view, at, le) => halfFloat(view.getUint16(at, le)),
  f4: (view, at, le) => view.getFloat32(at, le),
  f8: (view, at, le) => view.getFloat64(at, le),
};

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/**
 * Parses a `.npy` file of numbers, versions 1 to 3 of the format (numpy.lib.format). Unsigned bytes are a view of
 * what was parsed.
 *
 * @param source names the file in error messages
 * @throws DOF_DATA_CORRUPT saying what was expected and what was found
 */
export function parseNpy(bytes: Uint8Array, source: string): NpyArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw corruptFile(source, 'an array in the npy format', 'another format');
  }
  const start = bytes[6] === 1 ? 10 : 12;
  const headerEnd = start + (bytes[6] === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (headerEnd > bytes.length) throw corruptFile(source, `a header of ${headerEnd} bytes`, `${bytes.length} bytes`);
  const header = Buffer.from(bytes.subarray(start, headerEnd)).toString('latin1');
  const [, order = '', type = ''] = /'descr':\s*'([<>|=])([a-z]\d+)'/.exec(header) ?? [];
  const read = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (read === undefined) {
    const found = /'descr':\s*([^,}]{1,40})/.exec(header)?.[1] ?? 'no type';
    throw corruptFile(source, 'numbers, of a type such as uint8, uint16 or float32', found);
  }
  if (!/'fortran_order':\s*False/.test(header)) {
    throw corruptFile(source, 'an array in C order (numpy.ascontiguousarray makes one)', 'another order');
  }
  const shape = (/'shape':\s*\(([\d,\s]*)\)/.exec(header)?.[1] ?? '')
    .split(',')
    .flatMap((size) => (size.trim() === '' ? [] : [Number(size)]));
  const count = shape.reduce((product, size) => product * size, 1);
  const size = Number(type[1]);
  if (headerEnd + count * size !== bytes.length) {
    const there = bytes.length - headerEnd;
    throw corruptFile(source, `${count * size} bytes for ${shape.join(' x ')} entries of ${type}`, `${there} bytes`);
  }
  if (type === 'u1') return { shape, type, entries: bytes.subarray(headerEnd) };
  const entries = Float64Array.from({ length: count }, (_, i) => read(view, headerEnd + i * size, order !== '>'));
  return { shape, type, entries };
}

/** The value of an IEEE 754 number of 16 bits. */
function halfFloat(bits: number): number {
  const sign = bits >>> 15 === 1 ? -1 : 1;
  const exponent = (bits >>> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}
