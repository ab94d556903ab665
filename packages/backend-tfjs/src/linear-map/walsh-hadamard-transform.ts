/** x becomes H x, with H the symmetric Hadamard matrix in its natural order; the length is a power of two. */
export function walshHadamardTransform(x: Float64Array): void {
  for (let half = 1; half < x.length; half *= 2) {
    for (let first = 0; first < x.length; first += 2 * half) {
      for (let i = first; i < first + half; i++) {
        const [a, b] = [x[i], x[i + half]];
        x[i] = a + b;
        x[i + half] = a - b;
      }
    }
  }
}
