import type {
  AdamConstantCorrectionSpecification,
  AdamSpecification,
  AdamWSpecification,
  MomentumSpecification,
  OptimizerSpecification,
} from '../contracts/training-recipe.js';
import { weightDecayOf, type WeightDecay } from './weight-decay.js';

/** A fresh optimizer over d coordinates. Its weight decay is left to whoever knows w, see {@link Optimizer.weightDecay}. */
export function createOptimizer(specification: OptimizerSpecification, d: number): Optimizer {
  const weightDecay = weightDecayOf(specification);
  return { ...plainOptimizer(specification, d), ...(weightDecay && { weightDecay }) };
}

function plainOptimizer(specification: OptimizerSpecification, d: number): Optimizer {
  switch (specification.name) {
    case 'adam':
    case 'adamw':
      return adam(specification, d);
    case 'adam-constant-correction':
      return adamConstantCorrection(specification, d);
    case 'momentum':
      return momentum(specification, d);
  }
}

/** Updates the coordinates from `from` up to but not including `to`, each from its own gradient alone. */
export type UpdateCoordinates = (theta: Float32Array, gradient: Float32Array, from: number, to: number) => void;

/** Updates coordinates from gradients; holds its moments, so one optimizer serves one run. */
export interface Optimizer {
  /** One step: changes `theta` in place from `gradient`, both of length d. */
  update(theta: Float32Array, gradient: Float32Array, learningRate: number): void;
  /**
   * Begins a step whose coordinates are then updated stretch by stretch, each once, with the bits of `update`. Absent from
   * an optimizer that must see the whole gradient first, to clip it, say.
   */
  beginStep?(learningRate: number): UpdateCoordinates;
  /**
   * What its steps do not hold yet, as they know theta and not w; absent: nothing. `trainedPoint` and
   * `createFullSpaceOptimizer` apply it.
   */
  readonly weightDecay?: WeightDecay;
}

function byCoordinate(d: number, beginStep: (learningRate: number) => UpdateCoordinates): Optimizer {
  return { beginStep, update: (theta, gradient, learningRate) => beginStep(learningRate)(theta, gradient, 0, d) };
}

/** Gradient descent with heavy-ball momentum (Polyak 1964): v = momentum v + g, theta = theta - learningRate v. */
function momentum(specification: MomentumSpecification, d: number): Optimizer {
  const velocity = new Float64Array(d);
  return byCoordinate(d, (learningRate) => (theta, gradient, from, to) => {
    for (let i = from; i < to; i++) {
      velocity[i] = specification.momentum * velocity[i] + gradient[i];
      theta[i] -= learningRate * velocity[i];
    }
  });
}

/** Divisors of the first and second moment at step t, counted from 1. */
type BiasCorrection = (t: number) => readonly [number, number];

/** Adam (Kingma and Ba 2015, algorithm 1), moments in float64. */
function adam(specification: AdamSpecification | AdamWSpecification, d: number): Optimizer {
  const { beta1, beta2 } = specification;
  return adamWith(specification, d, (t) => [1 - beta1 ** t, 1 - beta2 ** t]);
}

/**
 * Adam that corrects every step as if it were the first: 1 - beta in place of 1 - beta^t. Relative to Adam its step is
 * the same at step 1, about 2.1 times near step 12 and sqrt(1 - beta2) / (1 - beta1) = 0.32 times in the limit.
 */
function adamConstantCorrection(specification: AdamConstantCorrectionSpecification, d: number): Optimizer {
  const correction = [1 - specification.beta1, 1 - specification.beta2] as const;
  return adamWith(specification, d, () => correction);
}

function adamWith(
  { beta1, beta2, epsilon }: AdamSpecification | AdamWSpecification | AdamConstantCorrectionSpecification,
  d: number,
  correctionAt: BiasCorrection,
): Optimizer {
  const first = new Float64Array(d);
  const second = new Float64Array(d);
  let t = 0;
  return byCoordinate(d, (learningRate) => {
    t += 1;
    const [firstCorrection, secondCorrection] = correctionAt(t);
    return (theta, gradient, from, to) => {
      for (let i = from; i < to; i++) {
        const g = gradient[i];
        first[i] = beta1 * first[i] + (1 - beta1) * g;
        second[i] = beta2 * second[i] + (1 - beta2) * g * g;
        theta[i] -= (learningRate * (first[i] / firstCorrection)) / (Math.sqrt(second[i] / secondCorrection) + epsilon);
      }
    };
  });
}
