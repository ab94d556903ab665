/** Factor by which the bracket is moved until the root lies inside. */
const SEARCH_FACTOR = 16;

/**
 * The root of a function that rises through zero on (0, inf), by bisection of the logarithm to the last bits: no
 * derivative, no start that can fail, the same relative accuracy at 1e-12 and at 1e12.
 *
 * @param guess any positive number; how far it is off only costs steps.
 */
export function positiveRoot(rising: (x: number) => number, guess: number): number {
  let low = guess;
  let high = guess;
  while (rising(low) > 0 && low > 1e-300) low /= SEARCH_FACTOR;
  while (rising(high) < 0 && high < 1e300) high *= SEARCH_FACTOR;
  while (high > low * (1 + 4 * Number.EPSILON)) {
    const middle = Math.sqrt(low) * Math.sqrt(high);
    if (middle <= low || middle >= high) break;
    if (rising(middle) < 0) low = middle;
    else high = middle;
  }
  return Math.sqrt(low) * Math.sqrt(high);
}
