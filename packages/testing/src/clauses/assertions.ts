import { ContractViolation } from './contract-clause.js';

/** Throws a {@link ContractViolation} with this message unless the condition holds. */
export function assertThat(condition: boolean, message: string): asserts condition {
  if (!condition) throw new ContractViolation(message);
}

/** Requires two arrays to agree to `tolerance` times the largest entry of `expected` (at least `floor`). */
export function assertClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what: string,
  floor = 1e-6,
): void {
  assertThat(actual.length === expected.length, `${what}: length ${actual.length} instead of ${expected.length}`);
  const i = entryBeyond(actual, expected, tolerance, floor);
  if (i < 0) return;
  throw new ContractViolation(
    `${what}: entry ${i} is ${actual[i]} instead of ${expected[i]}, beyond ${tolerance} of ` +
      `${largestOf(expected, floor)}`,
  );
}

/** Whether two arrays of one length agree as {@link assertClose} requires. */
export function isClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  floor: number,
): boolean {
  return entryBeyond(actual, expected, tolerance, floor) < 0;
}

/** The first entry that is too far from the expected one; -1 for none. */
function entryBeyond(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number, floor: number): number {
  const most = tolerance * largestOf(expected, floor);
  for (let i = 0; i < expected.length; i++) {
    // Written so that a NaN fails.
    if (!(Math.abs(actual[i] - expected[i]) <= most)) return i;
  }
  return -1;
}

function largestOf(values: ArrayLike<number>, floor: number): number {
  let largest = floor;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]));
  return largest;
}

/** Requires two arrays to have the same entries in every bit (NaN equals NaN, 0 and -0 differ). */
export function assertSame(actual: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  assertThat(actual.length === expected.length, `${what}: length ${actual.length} instead of ${expected.length}`);
  for (let i = 0; i < expected.length; i++) {
    assertThat(
      Object.is(actual[i], expected[i]),
      `${what}: entry ${i} is ${actual[i]} instead of ${expected[i]}, to be the same in every bit`,
    );
  }
}

/** Requires two values to have the same JSON, undefined included. */
export function assertSameJson(actual: unknown, expected: unknown, what: string): void {
  const [found, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  assertThat(found === wanted, `${what} is ${found} instead of ${wanted}`);
}
