/** x becomes H x, with H the Hadamard matrix in its natural order; the length is a power of two. */
export function walshHadamardTransform(x: Float64Array): void {
  for (let half = 1; half < x.length; half *= 2) {
    for (let i = 0; i < x.length; i++) {
      if ((i & half) !== 0) continue;
      const [a, b] = [x[i], x[i + half]];
      x[i] = a + b;
      x[i + half] = a - b;
    }
  }
}
