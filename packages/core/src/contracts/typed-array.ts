/** Arrays that a preparation may hold: they are stored by content and sent between threads without copying. */
export type TypedArray =
  Float32Array | Float64Array | Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array | Uint32Array;
