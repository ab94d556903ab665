/**
 * out[j] = <vectors[j], g>, summed in float64.
 *
 * @param vectors at least as many as `out` has entries, all as long as `g`
 */
export function innerProducts(
  vectors: readonly Float32Array[],
  g: Float32Array,
  out: Float32Array | Float64Array,
): void {
  const count = out.length;
  let j = 0;
  // Four at a time: every entry of g is read once for all of them.
  for (; j + 4 <= count; j += 4) {
    const [a, b, c, d] = [vectors[j], vectors[j + 1], vectors[j + 2], vectors[j + 3]];
    let [p, q, r, s] = [0, 0, 0, 0];
    for (let i = 0; i < g.length; i++) {
      const value = g[i];
      p += a[i] * value;
      q += b[i] * value;
      r += c[i] * value;
      s += d[i] * value;
    }
    out[j] = p;
    out[j + 1] = q;
    out[j + 2] = r;
    out[j + 3] = s;
  }
  for (; j < count; j++) {
    const vector = vectors[j];
    let sum = 0;
    for (let i = 0; i < g.length; i++) sum += vector[i] * g[i];
    out[j] = sum;
  }
}
