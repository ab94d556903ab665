import type { TrainingRecipe } from '../contracts/training-recipe.js';

/** The learning rate of a step, counted from 0: that of the last boundary passed, or the optimizer's own. */
export function learningRateAt(recipe: Pick<TrainingRecipe, 'optimizer' | 'schedule'>, step: number): number {
  let rate = recipe.optimizer.learningRate;
  for (const boundary of recipe.schedule) if (step >= boundary.step) rate = boundary.learningRate;
  return rate;
}
