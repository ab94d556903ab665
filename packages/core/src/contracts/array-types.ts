/** The constructors of every array that a preparation may hold, by name. */
export const ARRAY_TYPES = {
  Float32Array,
  Float64Array,
  Int8Array,
  Int16Array,
  Int32Array,
  Uint8Array,
  Uint16Array,
  Uint32Array,
} as const;

export type ArrayTypeName = keyof typeof ARRAY_TYPES;

/** Never empty, as schemas of alternatives ask for. */
export const ARRAY_TYPE_NAMES = Object.keys(ARRAY_TYPES) as [ArrayTypeName, ...ArrayTypeName[]];

/**
 * The name of an array's type, from whatever thread or realm the array is; a Buffer is a Uint8Array.
 *
 * @throws TypeError for arrays that no preparation may hold.
 */
export function arrayTypeName(array: TypedArray): ArrayTypeName {
  const name = Object.prototype.toString.call(array).slice('[object '.length, -1);
  if (Object.hasOwn(ARRAY_TYPES, name)) return name as ArrayTypeName;
  throw new TypeError(`a preparation holds ${name}, which is no array it may hold`);
}

/** Arrays that a preparation may hold: they are stored by content and sent between threads without copying. */
export type TypedArray =
  Float32Array | Float64Array | Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array | Uint32Array;
