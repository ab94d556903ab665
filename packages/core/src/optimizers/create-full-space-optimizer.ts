import type { OptimizerSpecification } from '../contracts/training-recipe.js';
import { createOptimizer, type Optimizer } from './create-optimizer.js';
import { addDecay } from './weight-decay.js';

/**
 * A fresh optimizer over all D parameters, weight decay included: where theta is w itself, the pull-back of w is w. With
 * L2 it adds to the gradient it is given.
 */
export function createFullSpaceOptimizer(specification: OptimizerSpecification, dimension: number): Optimizer {
  const { weightDecay, ...optimizer } = createOptimizer(specification, dimension);
  if (weightDecay === undefined) return optimizer;
  const { kind, strength } = weightDecay;
  return {
    update(w, gradient, learningRate) {
      if (kind === 'coupled') addDecay(gradient, w, strength);
      else for (let i = 0; i < w.length; i++) w[i] -= learningRate * strength * w[i];
      optimizer.update(w, gradient, learningRate);
    },
  };
}
