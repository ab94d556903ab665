import { BF16, decodedFloats, encodeFloat, F16 } from './short-floats.js';

/** The types of numbers that weights have. */
export const FLOAT_TYPES = ['F64', 'F32', 'BF16', 'F16'] as const;

export type FloatType = (typeof FLOAT_TYPES)[number];

/** Bytes of one entry of every type that safetensors has. */
export const TYPE_BYTES: Readonly<Record<string, number>> = {
  ...{ F64: 8, F32: 4, F16: 2, BF16: 2 },
  ...{ I64: 8, I32: 4, I16: 2, I8: 1, U64: 8, U32: 4, U16: 2, U8: 1, BOOL: 1 },
  ...{ C64: 8, F8_E4M3: 1, F8_E5M2: 1, F8_E8M0: 1 },
};

export function isFloatType(type: string): type is FloatType {
  return (FLOAT_TYPES as readonly string[]).includes(type);
}

/** The numbers in `bytes`, one after the other. */
export function decodeNumbers(bytes: Uint8Array, type: FloatType, littleEndian = true): Float32Array | Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes.length / TYPE_BYTES[type];
  const values = type === 'F64' ? new Float64Array(count) : new Float32Array(count);
  const table = type === 'F16' || type === 'BF16' ? decodedFloats(type === 'F16' ? F16 : BF16) : undefined;
  for (let i = 0; i < count; i++) {
    if (table !== undefined) values[i] = table[view.getUint16(2 * i, littleEndian)];
    else values[i] = type === 'F64' ? view.getFloat64(8 * i, littleEndian) : view.getFloat32(4 * i, littleEndian);
  }
  return values;
}

/** The same the other way: little-endian, every number rounded to the nearest of the type. */
export function encodeNumbers(values: ArrayLike<number>, type: FloatType): Uint8Array {
  const bytes = new Uint8Array(values.length * TYPE_BYTES[type]);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) {
    if (type === 'F64') view.setFloat64(8 * i, values[i], true);
    else if (type === 'F32') view.setFloat32(4 * i, values[i], true);
    else view.setUint16(2 * i, encodeFloat(values[i], type === 'F16' ? F16 : BF16), true);
  }
  return bytes;
}
