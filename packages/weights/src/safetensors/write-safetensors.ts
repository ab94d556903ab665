import { countOf, type NamedTensor } from '../named-tensor.js';
import { encodeNumbers, FLOAT_TYPES, type FloatType } from '../numbers/number-types.js';

export interface SafetensorsOptions {
  /** Of every tensor in the file; default: `F32`. */
  readonly type?: FloatType;
  /** Texts for people, kept in the header. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** A tensor to be written. */
export type WritableTensor = Pick<NamedTensor, 'name' | 'shape'> & { readonly values: ArrayLike<number> };

/**
 * The bytes of a `.safetensors` file with the tensors in the order given. Throws TypeError for a name that is there twice
 * or means something else in such a file, and for values that do not fill their shape.
 */
export function writeSafetensors(
  tensors: readonly WritableTensor[],
  { type = 'F32', metadata }: SafetensorsOptions = {},
): Uint8Array {
  if (!FLOAT_TYPES.includes(type)) throw new TypeError(`${String(type)} is none of ${FLOAT_TYPES.join(', ')}`);
  const header: [name: string, value: unknown][] = metadata === undefined ? [] : [['__metadata__', metadata]];
  const parts: Uint8Array[] = [];
  const names = new Set(['__metadata__']);
  let end = 0;
  for (const { name, shape, values } of tensors) {
    if (names.has(name)) throw new TypeError(`a safetensors file holds no second "${name}"`);
    if (values.length !== countOf(shape))
      throw new TypeError(`${values.length} values do not fill ${shape.join(' x ')}`);
    names.add(name);
    const part = encodeNumbers(values, type);
    parts.push(part);
    header.push([name, { dtype: type, shape, data_offsets: [end, end + part.length] }]);
    end += part.length;
  }
  // Not JSON.stringify of an object, which would put names that are numbers first and lose `__proto__`.
  const members = header.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  const text = Buffer.from(`{${members.join()}}`);
  // Blanks after it align the data, as the format asks.
  const padded = Buffer.concat([text, Buffer.alloc((8 - (text.length % 8)) % 8, ' ')]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  return Uint8Array.from(Buffer.concat([length, padded, ...parts]));
}
