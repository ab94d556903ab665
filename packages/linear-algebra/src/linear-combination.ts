/** Entries summed in float64 at a time; they and a stretch of four vectors stay in the first-level cache. */
const STRETCH = 1024;

/**
 * out = origin + sum_j weights[j] vectors[j], summed in float64 and rounded once. `out` may be `origin`.
 *
 * @param vectors at least as many as weights, all as long as `out`
 * @param origin as long as `out`; absent: 0
 */
export function linearCombination(
  vectors: readonly Float32Array[],
  weights: ArrayLike<number>,
  out: Float32Array,
  origin?: Float32Array,
): void {
  const sum = new Float64Array(STRETCH);
  const count = weights.length;
  for (let from = 0; from < out.length; from += STRETCH) {
    const length = Math.min(STRETCH, out.length - from);
    for (let i = 0; i < length; i++) sum[i] = origin === undefined ? 0 : origin[from + i];
    let j = 0;
    for (; j + 4 <= count; j += 4) {
      const [a, b, c, d] = [vectors[j], vectors[j + 1], vectors[j + 2], vectors[j + 3]];
      const [p, q, r, s] = [weights[j], weights[j + 1], weights[j + 2], weights[j + 3]];
      for (let i = 0; i < length; i++) {
        const at = from + i;
        sum[i] += p * a[at] + q * b[at] + (r * c[at] + s * d[at]);
      }
    }
    for (; j < count; j++) {
      const [vector, weight] = [vectors[j], weights[j]];
      for (let i = 0; i < length; i++) sum[i] += weight * vector[from + i];
    }
    for (let i = 0; i < length; i++) out[from + i] = sum[i];
  }
}
