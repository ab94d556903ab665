/**
 * Standard normal numbers for the simulation alone: xoshiro128** with Marsaglia's polar method, of other make than the
 * generator of the library, and several times as fast.
 */
export function fastNormals(seed) {
  const state = new Uint32Array(4);
  for (let i = 0, x = seed >>> 0; i < 4; i++) {
    x = (x + 0x9e3779b9) >>> 0;
    let z = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    state[i] = z ^ (z >>> 16);
  }
  let [a, b, c, d] = state;
  const word = () => {
    let x = Math.imul(b, 5);
    x = Math.imul((x << 7) | (x >>> 25), 9);
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return x;
  };
  return (out) => {
    for (let i = 0; i < out.length;) {
      const x = word() * 2 ** -31;
      const y = word() * 2 ** -31;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      out[i++] = x * scale;
      if (i < out.length) out[i++] = y * scale;
    }
    return out;
  };
}
