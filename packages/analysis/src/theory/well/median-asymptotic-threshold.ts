import { checkNumber, checkPositive } from '../../check-input.js';
import { effectiveDimension, subspaceShift } from './asymptotic-least-loss.js';
import { asymptoticThreshold } from './asymptotic-threshold.js';
import { checkWell } from './quadratic-well.js';

// Looked up once: the integral calls them millions of times, and a global is slow to find in some hosts.
const { atan, log1p } = Math;

/** Step of the integral in the logarithm of u. The integrand is smooth in it and vanishes at both ends. */
const LOGARITHMIC_STEP = 0.05;
/** The integral begins where its angle is this small, and ends where the damping 1 / rho is. */
const NEGLIGIBLE = 1e-5;
/** How far the probability may be from one half, times pi, where the search for the shift ends. */
const SETTLED = 1e-6;

/**
 * The median over starts at distance R in a uniformly random direction of the threshold training dimension of a
 * quadratic well, each start with its own {@link asymptoticThreshold}.
 *
 * The threshold of a start falls in s, the root of 1/2 sum_i s lambda_i v_i^2 / (lambda_i + s) = eps, so its median belongs
 * to the s at which half of all starts have a loss of at most eps left:
 *
 *   P( sum_i c_i g_i^2 <= 0 ) = 1/2,   c_i = R^2 s lambda_i / (2 (lambda_i + s)) - eps,   g ~ N(0, I),
 *
 * with v = R g / |g|. That probability is 1/2 - (1/pi) int sin(theta(u)) / (u rho(u)) du, theta(u) = 1/2 sum atan(c_i u),
 * rho(u) = prod (1 + c_i^2 u^2)^(1/4) (Imhof 1961), so the integral must vanish. Where many directions share the remaining
 * loss this is the threshold of the mean loss; where a few carry it, it is lower, since their squares are skewed.
 *
 * @param radius R, above 0.
 * @param loss eps, at least 0. The threshold is 0 when half of the starts are there already.
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for numbers out of range.
 */
export function medianAsymptoticThreshold(eigenvalues: Float64Array, radius: number, loss: number): number {
  checkWell({ eigenvalues, start: radius });
  checkPositive('The radius R', radius);
  checkNumber('The loss', loss, 0);
  if (loss === 0) return asymptoticThreshold({ eigenvalues, start: radius }, 0);
  const grouped = groupEqual(eigenvalues);
  const coefficient = (eigenvalue: number, shift: number) =>
    (radius * radius * eigenvalue) / (2 * (1 + eigenvalue / shift)) - loss;
  /** Rises with the share of starts whose remaining loss is above eps, through 0 at one half. */
  const excess = (shift: number) => imhofIntegral(grouped.map(([value, count]) => [coefficient(value, shift), count]));
  if (excess(Infinity) <= 0) return 0;
  const ofMean = subspaceShift(eigenvalues, asymptoticThreshold({ eigenvalues, start: radius }, loss));
  const guess = Number.isFinite(ofMean) && ofMean > 0 ? ofMean : Math.max(...eigenvalues);
  return effectiveDimension(eigenvalues, Math.exp(risingRoot((x) => excess(Math.exp(x)), Math.log(guess))));
}

/** The root of a rising function near a guess, by regula falsi with the Illinois rule. */
function risingRoot(rising: (x: number) => number, guess: number): number {
  let low = { x: guess, y: rising(guess) };
  let high = low;
  for (let reach = 0.25; low.y > 0; reach *= 2) low = at(low.x - reach);
  for (let reach = 0.25; high.y < 0; reach *= 2) high = at(high.x + reach);
  for (let last = 0; high.x - low.x > 1e-9;) {
    const middle = at((low.x * high.y - high.x * low.y) / (high.y - low.y));
    if (Math.abs(middle.y) < SETTLED) return middle.x;
    const side = Math.sign(middle.y);
    if (side < 0) {
      low = middle;
      if (last === side) high = { x: high.x, y: high.y / 2 };
    } else {
      high = middle;
      if (last === side) low = { x: low.x, y: low.y / 2 };
    }
    last = side;
  }
  return (low.x + high.x) / 2;

  function at(x: number) {
    return { x, y: rising(x) };
  }
}

/** int_0^inf sin(theta(u)) / (u rho(u)) du for a quadratic form with these coefficients, each so many times. */
function imhofIntegral(coefficients: readonly (readonly [number, number])[]): number {
  const total = coefficients.reduce((sum, [c, count]) => sum + count * Math.abs(c), 0);
  if (total === 0) return 0;
  let sum = 0;
  for (let i = 0, damping = 1; damping > NEGLIGIBLE; i++) {
    const u = (NEGLIGIBLE / total) * Math.exp(i * LOGARITHMIC_STEP);
    let angle = 0;
    let logarithm = 0;
    for (const [c, count] of coefficients) {
      angle += count * atan(c * u);
      logarithm += count * log1p(c * c * u * u);
    }
    damping = Math.exp(-logarithm / 4);
    sum += Math.sin(angle / 2) * damping;
  }
  return sum * LOGARITHMIC_STEP;
}

function groupEqual(values: Float64Array): readonly (readonly [number, number])[] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts];
}
