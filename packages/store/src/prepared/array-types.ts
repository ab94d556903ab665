import type { TypedArray } from '@dof/core';

/** The constructors of every array a preparation may hold, by name. */
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

/** The name of an array's type; subclasses such as Buffer count as what they extend. */
export function arrayTypeName(array: TypedArray): ArrayTypeName {
  const name = Object.keys(ARRAY_TYPES).find((candidate) => array instanceof ARRAY_TYPES[candidate as ArrayTypeName]);
  if (name === undefined) {
    throw new TypeError(`a preparation holds ${Object.prototype.toString.call(array)}, which is no array it may hold`);
  }
  return name as ArrayTypeName;
}
