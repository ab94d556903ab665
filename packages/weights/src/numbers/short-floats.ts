/** A format of floating-point numbers as IEEE 754 has them: a sign, an exponent, a fraction. */
export interface FloatFormat {
  readonly exponentBits: number;
  readonly fractionBits: number;
}

/** Half precision. */
export const F16: FloatFormat = { exponentBits: 5, fractionBits: 10 };

/** The upper half of a float32. */
export const BF16: FloatFormat = { exponentBits: 8, fractionBits: 7 };

/** The value of a number of at most 16 bits. */
export function decodeFloat(bits: number, { exponentBits, fractionBits }: FloatFormat): number {
  const largest = 2 ** exponentBits - 1;
  const sign = bits >>> (exponentBits + fractionBits) === 0 ? 1 : -1;
  const exponent = (bits >>> fractionBits) & largest;
  const fraction = bits & (2 ** fractionBits - 1);
  if (exponent === largest) return fraction === 0 ? sign * Infinity : NaN;
  const scale = 2 ** (leastExponent(exponentBits) + Math.max(0, exponent - 1) - fractionBits);
  return sign * (exponent === 0 ? fraction : 2 ** fractionBits + fraction) * scale;
}

/** The bits of the nearest number of the format; of two equally near, that with the even fraction. */
export function encodeFloat(value: number, { exponentBits, fractionBits }: FloatFormat): number {
  const infinity = (2 ** exponentBits - 1) * 2 ** fractionBits;
  const sign = value < 0 || Object.is(value, -0) ? 2 ** (exponentBits + fractionBits) : 0;
  if (Number.isNaN(value)) return infinity + 2 ** (fractionBits - 1);
  const size = Math.abs(value);
  if (size === Infinity) return sign + infinity;
  const least = leastExponent(exponentBits);
  const exponent = Math.max(least, exponentOf(size));
  // A fraction that is rounded up to a power of two carries into the exponent.
  const bits = (exponent - least) * 2 ** fractionBits + roundToEven(size / 2 ** (exponent - fractionBits));
  return sign + Math.min(bits, infinity);
}

/** Every value of a format of 16 bits, by its bits. */
export function decodedFloats(format: FloatFormat): Float32Array {
  const known = tables.get(format) ?? Float32Array.from({ length: 2 ** 16 }, (_, bits) => decodeFloat(bits, format));
  tables.set(format, known);
  return known;
}

const tables = new Map<FloatFormat, Float32Array>();

/** That of the smallest normal numbers, which the denormal ones share. */
function leastExponent(exponentBits: number): number {
  return 2 - 2 ** (exponentBits - 1);
}

/** The largest whole e with 2^e at most `size`. */
function exponentOf(size: number): number {
  if (size === 0) return -Infinity;
  const guess = Math.floor(Math.log2(size));
  // The logarithm is rounded.
  if (2 ** guess > size) return guess - 1;
  return 2 ** (guess + 1) <= size ? guess + 1 : guess;
}

function roundToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return rest < 0.5 ? below : below + 1;
  return below % 2 === 0 ? below : below + 1;
}
