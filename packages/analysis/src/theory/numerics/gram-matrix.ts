/**
 * The lower triangle of A^T B for two sets of `count` columns of `length` each, laid end to end (A = B, or B = H A with
 * a symmetric H, so that the product is symmetric). Shape [count, count] row after row, zeros above the diagonal.
 */
export function gramMatrix(a: Float64Array, b: Float64Array, length: number, count: number): Float64Array {
  const gram = new Float64Array(count * count);
  const whole = count - (count % 2);
  // Two by two columns at a time: each loaded number is used twice.
  for (let i = 0; i < whole; i += 2) {
    const a0 = a.subarray(i * length, (i + 1) * length);
    const a1 = a.subarray((i + 1) * length, (i + 2) * length);
    for (let j = 0; j <= i; j += 2) {
      const b0 = b.subarray(j * length, (j + 1) * length);
      const b1 = b.subarray((j + 1) * length, (j + 2) * length);
      let s00 = 0;
      let s01 = 0;
      let s10 = 0;
      let s11 = 0;
      for (let k = 0; k < length; k++) {
        const x0 = a0[k];
        const x1 = a1[k];
        const y0 = b0[k];
        const y1 = b1[k];
        s00 += x0 * y0;
        s01 += x0 * y1;
        s10 += x1 * y0;
        s11 += x1 * y1;
      }
      gram[i * count + j] = s00;
      if (j < i) gram[i * count + j + 1] = s01;
      gram[(i + 1) * count + j] = s10;
      gram[(i + 1) * count + j + 1] = s11;
    }
  }
  if (whole < count) {
    const last = a.subarray(whole * length, count * length);
    for (let j = 0; j < count; j++) gram[whole * count + j] = dot(last, b.subarray(j * length, (j + 1) * length));
  }
  return gram;
}

/** Inner product of two vectors of equal length; four sums side by side, as one would wait for itself. */
export function dot(a: Float64Array, b: Float64Array): number {
  const whole = a.length - (a.length % 4);
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let k = 0; k < whole; k += 4) {
    s0 += a[k] * b[k];
    s1 += a[k + 1] * b[k + 1];
    s2 += a[k + 2] * b[k + 2];
    s3 += a[k + 3] * b[k + 3];
  }
  for (let k = whole; k < a.length; k++) s0 += a[k] * b[k];
  return s0 + s1 + (s2 + s3);
}

/** The length of a vector. */
export function euclideanNorm(v: Float64Array): number {
  return Math.sqrt(dot(v, v));
}
