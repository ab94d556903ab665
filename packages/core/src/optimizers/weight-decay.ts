import type { OptimizerSpecification } from '../contracts/training-recipe.js';

/**
 * How w is drawn to 0 while theta is trained. Decay acts on the network's parameters and not on the coordinates, since
 * theta = 0 is the start of most methods and not a small network, and since a coordinate's length is a method's own
 * affair.
 *
 * `coupled` is L2: `strength w` is added to the gradient in w, and its pull-back goes through the optimizer. `decoupled`
 * leaves the gradient alone and takes `theta = theta - learningRate strength J^T w` beside the optimizer's step. With all
 * D parameters J is the identity, and that is AdamW to the letter. In a subspace w cannot shrink by itself: the step that
 * AdamW would make, -learningRate strength w, mostly leads out of it. What is left is the part along the subspace,
 * `J J^T` of it, which for orthonormal directions is the nearest point that the subspace has; for any map it is gradient
 * descent on `strength / 2 |w(theta)|^2`, free of Adam's scaling, as decoupled decay is meant to be.
 */
export interface WeightDecay {
  readonly kind: 'coupled' | 'decoupled';
  /** Above 0. */
  readonly strength: number;
}

/** Undefined for an optimizer without weight decay. */
export function weightDecayOf(specification: OptimizerSpecification): WeightDecay | undefined {
  if (specification.name === 'adam-constant-correction') return undefined;
  const { name, weightDecay: strength = 0 } = specification;
  return strength === 0 ? undefined : { kind: name === 'adamw' ? 'decoupled' : 'coupled', strength };
}

/** Adds the gradient of `strength / 2 |w|^2` in place; both of length D. */
export function addDecay(gradient: Float32Array, w: Float32Array, strength: number): void {
  for (let i = 0; i < gradient.length; i++) gradient[i] += strength * w[i];
}
