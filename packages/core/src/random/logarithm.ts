const round = Math.fround;
const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** Bit pattern of sqrt(1/2): mantissas are brought to [sqrt(1/2), sqrt(2)). */
const SQRT_HALF_BITS = 0x3f3504f3;
const LN2_HIGH = round(0.693359375);
const LN2_LOW = round(-2.1219444e-4);
/** Cephes logf, log(1 + t) on [sqrt(1/2) - 1, sqrt(2) - 1], highest power first. */
const LOG_POLYNOMIAL = [
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
  2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
].map(round);

/**
 * float32 natural logarithm of a positive normal number: the same bits on every engine, since each operation is one
 * float32 addition or multiplication, rounded before the next.
 */
export function logarithm(value: number): number {
  float[0] = value;
  const shifted = bits[0] - SQRT_HALF_BITS;
  const exponent = shifted >> 23;
  bits[0] = (shifted & 0x007fffff) + SQRT_HALF_BITS;
  const t = round(float[0] - 1);
  const t2 = round(t * t);
  let p = LOG_POLYNOMIAL[0];
  for (let i = 1; i < LOG_POLYNOMIAL.length; i++) p = round(round(p * t) + LOG_POLYNOMIAL[i]);
  let y = round(round(p * t) * t2);
  y = round(y + round(exponent * LN2_LOW));
  y = round(y - round(0.5 * t2));
  return round(round(t + y) + round(exponent * LN2_HIGH));
}
