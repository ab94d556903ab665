import { ContractViolation } from './contract-violation.js';

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
  let largest = floor;
  for (let i = 0; i < expected.length; i++) largest = Math.max(largest, Math.abs(expected[i]));
  for (let i = 0; i < expected.length; i++) {
    // Written so that a NaN fails.
    if (!(Math.abs(actual[i] - expected[i]) <= tolerance * largest)) {
      throw new ContractViolation(
        `${what}: entry ${i} is ${actual[i]} instead of ${expected[i]}, beyond ${tolerance} of ${largest}`,
      );
    }
  }
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
