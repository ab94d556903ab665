import type { MomentumSpecification } from '../contracts/training-recipe.js';
import type { Optimizer } from './optimizer.js';

/** Gradient descent with heavy-ball momentum (Polyak 1964): v = momentum v + g, theta = theta - learningRate v. */
export function momentum(specification: MomentumSpecification, d: number): Optimizer {
  const velocity = new Float64Array(d);
  return {
    update(theta, gradient, learningRate) {
      for (let i = 0; i < d; i++) {
        velocity[i] = specification.momentum * velocity[i] + gradient[i];
        theta[i] -= learningRate * velocity[i];
      }
    },
  };
}
