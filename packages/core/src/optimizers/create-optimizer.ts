import type { OptimizerSpecification } from '../contracts/training-recipe.js';
import { adam, adamConstantCorrection } from './adam.js';
import { momentum } from './momentum.js';
import type { Optimizer } from './optimizer.js';

/** A fresh optimizer over d coordinates. */
export function createOptimizer(specification: OptimizerSpecification, d: number): Optimizer {
  switch (specification.name) {
    case 'adam':
      return adam(specification, d);
    case 'adam-constant-correction':
      return adamConstantCorrection(specification, d);
    case 'momentum':
      return momentum(specification, d);
  }
}
