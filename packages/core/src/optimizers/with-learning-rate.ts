import type { TrainingRecipe } from '../contracts/training-recipe.js';

/** The recipe at another learning rate; the rates of its schedule keep their ratio to the first. */
export function withLearningRate(recipe: TrainingRecipe, learningRate: number): TrainingRecipe {
  const factor = learningRate / recipe.optimizer.learningRate;
  return {
    ...recipe,
    optimizer: { ...recipe.optimizer, learningRate },
    schedule: recipe.schedule.map((boundary) => ({ ...boundary, learningRate: boundary.learningRate * factor })),
  };
}
