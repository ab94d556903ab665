/** The vectors less their mean, which is taken in float64. */
export function centre(vectors: readonly Float32Array[]): Float32Array[] {
  const mean = new Float64Array(vectors[0].length);
  for (const vector of vectors) for (let i = 0; i < mean.length; i++) mean[i] += vector[i] / vectors.length;
  return vectors.map((vector) => vector.map((value, i) => value - mean[i]));
}
