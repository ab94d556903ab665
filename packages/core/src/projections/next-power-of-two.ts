/** The smallest power of two that is at least `count`, for whole numbers from 1 to 2^31. */
export function nextPowerOfTwo(count: number): number {
  return count <= 1 ? 1 : 2 ** (32 - Math.clz32(count - 1));
}
