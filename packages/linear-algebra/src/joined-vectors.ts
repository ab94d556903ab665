/** Vectors of one length, one after the other in one array, as a store keeps them. */
export function joinVectors(vectors: readonly Float32Array[]): Float32Array {
  const length = vectors[0]?.length ?? 0;
  const joined = new Float32Array(vectors.length * length);
  vectors.forEach((vector, j) => joined.set(vector, j * length));
  return joined;
}

/** Views of the vectors of this length that {@link joinVectors} put together. */
export function splitVectors(joined: Float32Array, length: number): Float32Array[] {
  return Array.from({ length: joined.length / length }, (_, j) => joined.subarray(j * length, (j + 1) * length));
}
