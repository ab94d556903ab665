import type { TrainingRecipe } from '../contracts/training-recipe.js';

/** The learning rate of a step, counted from 0: that of the last boundary passed, or the optimizer's own. */
export function learningRateAt(recipe: Pick<TrainingRecipe, 'optimizer' | 'schedule'>, step: number): number {
  let rate = recipe.optimizer.learningRate;
  for (const boundary of recipe.schedule) if (step >= boundary.step) rate = boundary.learningRate;
  return rate;
}

/** The recipe at another learning rate; the rates of its schedule keep their ratio to the first. */
export function withLearningRate(recipe: TrainingRecipe, learningRate: number): TrainingRecipe {
  const factor = learningRate / recipe.optimizer.learningRate;
  return {
    ...recipe,
    optimizer: { ...recipe.optimizer, learningRate },
    schedule: recipe.schedule.map((boundary) => ({ ...boundary, learningRate: boundary.learningRate * factor })),
  };
}
