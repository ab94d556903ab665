/** Writes w + step v, rounded to float32, to `out`; all of length D. */
export function displace(w: Float32Array, v: Float64Array, step: number, out: Float32Array): void {
  for (let i = 0; i < w.length; i++) out[i] = w[i] + step * v[i];
}
