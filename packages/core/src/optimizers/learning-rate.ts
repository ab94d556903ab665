import type { LearningRateSchedule, TrainingRecipe } from '../contracts/training-recipe.js';

/**
 * The learning rate of a step, counted from 0; formulas: see `CosineSchedule`.
 *
 * @param steps T, all steps of the recipe, whether or not a run is ended before: a cosine depends on it
 */
export function learningRateAt(
  { optimizer, schedule }: Pick<TrainingRecipe, 'optimizer' | 'schedule'>,
  step: number,
  steps: number,
): number {
  const own = optimizer.learningRate;
  if (!('type' in schedule)) {
    let rate = own;
    for (const boundary of schedule) if (step >= boundary.step) rate = boundary.learningRate;
    return rate;
  }
  const { warmUp } = schedule;
  if (step < warmUp) return (own * (step + 1)) / (warmUp + 1);
  if (schedule.type === 'constant') return own;
  const share = (step - warmUp) / (steps - warmUp);
  return schedule.to + ((own - schedule.to) * (1 + Math.cos(Math.PI * share))) / 2;
}

/** The recipe at another learning rate; the rates of its schedule keep their ratio to it. */
export function withLearningRate(recipe: TrainingRecipe, learningRate: number): TrainingRecipe {
  const factor = learningRate / recipe.optimizer.learningRate;
  return {
    ...recipe,
    optimizer: { ...recipe.optimizer, learningRate },
    schedule: scaled(recipe.schedule, factor),
  };
}

function scaled(schedule: LearningRateSchedule, factor: number): LearningRateSchedule {
  if (!('type' in schedule)) {
    return schedule.map((boundary) => ({ ...boundary, learningRate: boundary.learningRate * factor }));
  }
  return schedule.type === 'cosine' ? { ...schedule, to: schedule.to * factor } : schedule;
}
