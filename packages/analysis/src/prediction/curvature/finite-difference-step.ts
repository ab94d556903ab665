import { checkPositive, invalidInput } from '../../check-input.js';
import { euclideanNorm } from '../../theory/numerics/gram-matrix.js';
import type { SymmetricOperator } from './symmetric-operator.js';

/** Steps tried, each half of the one before, from a quarter of the length of w down to 1e-5 of it. */
const LONGEST_SHARE = 0.25;
const STEPS_TRIED = 15;

/** A step of finite differences, and what it is worth. */
export interface ChosenStep {
  /** h, a length in parameter space. */
  readonly step: number;
  /**
   * How far the products with this step are from those with half and with twice of it, whichever is farther, as a share
   * of their length; the largest over the directions tried. A measurement of the error from both sides: curvature of
   * third order and kinks at long steps, rounding at short ones.
   */
  readonly relativeError: number;
}

/** @throws DofError `DOF_THEORY_INPUT_INVALID` unless the step is a finite number above 0. */
export function requireStep(step: number): void {
  checkPositive('The step of the finite differences', step);
}

/**
 * Finds the step at which products by finite differences change least when the step is halved, in the directions given:
 * take one at random and one that matters. Costs 15 products per direction.
 *
 * For float32 and a smooth function the optimum is near (rounding)^(1/3), about 0.5 % of the length of w; kinks move it
 * down, a long v with little in it up. So it is looked for.
 *
 * @param operatorAt the operator with a given step.
 * @param length of w, the scale of the steps; 1 is taken for 0.
 * @throws DofError `DOF_THEORY_INPUT_INVALID` where every product is zero or not finite.
 */
export async function chooseStep(
  operatorAt: (step: number) => SymmetricOperator,
  directions: readonly Float64Array[],
  length: number,
): Promise<ChosenStep> {
  const longest = LONGEST_SHARE * (length > 0 ? length : 1);
  const steps = Array.from({ length: STEPS_TRIED }, (_, i) => longest / 2 ** i);
  const errors = new Float64Array(STEPS_TRIED - 1);
  for (const direction of directions) {
    let before: Float64Array | undefined;
    for (const [i, step] of steps.entries()) {
      const product = new Float64Array(direction.length);
      await operatorAt(step).apply(direction, product);
      if (before !== undefined) errors[i - 1] = Math.max(errors[i - 1], relativeDifference(before, product));
      before = product;
    }
  }
  const best = errors.indexOf(Math.min(...errors));
  if (best < 0 || !Number.isFinite(errors[best])) {
    throw invalidInput('The curvature is zero or not finite in the directions tried; start from finite parameters.');
  }
  // The least of many differences is small by luck, too; its neighbour is not.
  return { step: steps[best], relativeError: Math.max(errors[best], errors[Math.max(0, best - 1)]) };
}

function relativeDifference(a: Float64Array, b: Float64Array): number {
  const scale = euclideanNorm(b);
  const difference = euclideanNorm(a.map((entry, i) => entry - b[i]));
  return scale > 0 && Number.isFinite(difference) ? difference / scale : Infinity;
}
