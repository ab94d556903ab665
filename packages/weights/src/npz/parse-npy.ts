import { badFile, countOf, shapeText, type NamedTensor } from '../named-tensor.js';
import { decodeNumbers, type FloatType } from '../numbers/number-types.js';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** Numpy's names of the types that weights have. */
const FLOATS: Readonly<Record<string, FloatType>> = { f2: 'F16', f4: 'F32', f8: 'F64' };

/**
 * Reads a `.npy` array, versions 1 to 3 of the format (numpy.lib.format); of one in Fortran's order, in ours. Nothing in it
 * is run: what Python would unpickle has no values here.
 *
 * @param source names the file in messages
 * @throws DofError DOF_WEIGHTS_FILE
 */
export function parseNpy(bytes: Uint8Array, name: string, source: string): NamedTensor {
  const bad = (problem: string): Error => badFile(source, `"${name}" ${problem}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || MAGIC.some((byte, i) => bytes[i] !== byte)) throw bad('is no array in the npy format');
  const start = bytes[6] === 1 ? 10 : 12;
  const end = start + (bytes[6] === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (end > bytes.length) throw bad(`tells of a header up to byte ${end}, and has ${bytes.length} bytes`);
  const header = Buffer.from(bytes.subarray(start, end)).toString('latin1');
  const [, sizes] = /'shape':\s*\(([\d,\s]*)\)/.exec(header) ?? [];
  const shape = (sizes ?? '').split(',').flatMap((size) => (size.trim() === '' ? [] : [Number(size)]));
  const count = countOf(shape);
  if (sizes === undefined || count === undefined) throw bad('has no shape');
  const [, order = '', kind = ''] = /'descr':\s*'([<>|=])([a-zA-Z]\d+)'/.exec(header) ?? [];
  const type = Object.hasOwn(FLOATS, kind) ? FLOATS[kind] : undefined;
  if (type === undefined) {
    return { name, shape, type: kind || (/'descr':\s*([^,}]{1,40})/.exec(header)?.[1] ?? 'no type') };
  }
  const size = Number(kind[1]);
  if (bytes.length - end !== count * size) {
    throw bad(`is ${shapeText(shape)} of ${kind}, ${count * size} bytes, but has ${bytes.length - end}`);
  }
  const values = decodeNumbers(bytes.subarray(end), type, order !== '>');
  const isFortran = /'fortran_order':\s*True/.test(header);
  return { name, shape, type, values: isFortran ? rowMajor(values, shape) : values };
}

/** Takes what has its first index fastest to the last one fastest. */
function rowMajor<Values extends Float32Array | Float64Array>(values: Values, shape: readonly number[]): Values {
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, size) => product * size, 1));
  const out = values.slice() as Values;
  const index = shape.map(() => 0);
  for (let i = 0; i < out.length; i++) {
    out[i] = values[index.reduce((sum, at, axis) => sum + at * strides[axis], 0)];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] += 1;
      if (index[axis] < shape[axis]) break;
      index[axis] = 0;
    }
  }
  return out;
}
