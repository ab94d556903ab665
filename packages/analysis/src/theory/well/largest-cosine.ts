import { checkPositive, invalidInput } from '../../check-input.js';
import { euclideanNorm } from '../numerics/gram-matrix.js';
import { checkWell, startingLoss, type QuadraticWell } from './quadratic-well.js';

/** The anchor's distance is looked for within this factor, e^8, of the start's distance from the centre, either way. */
const HALF_RANGE = 8;
const GOLDEN_STEPS = 48;
const BISECTIONS = 64;
/** Bounds of log lambda, in units of the largest eigenvalue. */
const LOG_LAMBDA = [-60, 30] as const;

/**
 * The largest cosine of the angle between a direction g and a point of the sub-level set `L <= eps` of a quadratic well, as
 * seen from its start: `|g|` times it is the support of the set's projection on the unit sphere around the start, so its
 * mean over normal g gives the Gaussian width (Larsen et al. 2022, section 3). Exact, where the well's own width has bounds.
 *
 * At the closest point p the gradient of the angle is along a - p, for the anchor a on the ray of g at which a - p is
 * orthogonal to p - w_t; so p minimises `L + lambda / 2 |p - a|^2` for some lambda, `p_i = lambda a_i / (lambda_i + lambda)`.
 * lambda by bisection for the level, the distance of the anchor by golden section. That holds for cosines above 0, which are
 * all that occur in many dimensions; where it is not, what comes out is below 0 and otherwise of no meaning.
 *
 * @param well with a start that is a vector; the well's centre is 0
 * @param loss eps, above 0
 * @param g of shape [D], any length above 0
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for numbers out of range; 1 is returned where the start is in the set.
 */
export function largestCosineOfWell(well: QuadraticWell<Float64Array>, loss: number, g: Float64Array): number {
  checkWell(well);
  checkPositive('The loss', loss);
  const { eigenvalues, start } = well;
  if (g.length !== start.length) {
    throw invalidInput(`The direction has ${g.length} entries and the start ${start.length}; give as many.`);
  }
  if (startingLoss(well) <= loss) return 1;
  const length = euclideanNorm(g);
  checkPositive('The length of the direction', length);
  const scale = eigenvalues.reduce((most, value) => Math.max(most, value), 0);

  const cosineAt = (logDistance: number): number => {
    const stride = Math.exp(logDistance) / length;
    const lossAt = (lambda: number): number => {
      let sum = 0;
      for (let i = 0; i < g.length; i++) {
        const point = (lambda * (start[i] + stride * g[i])) / (eigenvalues[i] + lambda);
        sum += (eigenvalues[i] * point ** 2) / 2;
      }
      return sum;
    };
    let [low, high]: [number, number] = [...LOG_LAMBDA];
    for (let k = 0; k < BISECTIONS; k++) {
      const middle = (low + high) / 2;
      if (lossAt(scale * Math.exp(middle)) > loss) high = middle;
      else low = middle;
    }
    const lambda = scale * Math.exp(low);
    let [along, squares] = [0, 0];
    for (let i = 0; i < g.length; i++) {
      const step = (lambda * (start[i] + stride * g[i])) / (eigenvalues[i] + lambda) - start[i];
      along += step * g[i];
      squares += step ** 2;
    }
    return along / length / Math.sqrt(squares);
  };
  const centre = Math.log(euclideanNorm(start));
  return goldenMaximum(cosineAt, centre - HALF_RANGE, centre + HALF_RANGE);
}

/** The largest value of a function that has one maximum in [from, to]. */
function goldenMaximum(f: (x: number) => number, from: number, to: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [from, to];
  let [x, y] = [b - golden * (b - a), a + golden * (b - a)];
  let [fx, fy] = [f(x), f(y)];
  for (let k = 0; k < GOLDEN_STEPS; k++) {
    if (fx > fy) {
      [b, y, fy] = [y, x, fx];
      x = b - golden * (b - a);
      fx = f(x);
    } else {
      [a, x, fx] = [x, y, fy];
      y = a + golden * (b - a);
      fy = f(y);
    }
  }
  return Math.max(fx, fy);
}
