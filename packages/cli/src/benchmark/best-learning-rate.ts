import type { RunResult } from '@dof/core';

/** The loss that a run which reached nothing counts with: far above that of a guess among many classes. */
const FAILED_LOSS = 100;

/**
 * The learning rate with the lowest mean log of the best training loss over d, starts and seeds; undefined without
 * results. The log makes every d count, not only the small ones with their large losses.
 */
export function bestLearningRate(results: readonly RunResult[]): number | undefined {
  const byRate = new Map<number, number[]>();
  for (const { specification, best } of results) {
    const rate = specification.training.optimizer.learningRate;
    byRate.set(rate, [...(byRate.get(rate) ?? []), Math.log(best?.trainLoss ?? FAILED_LOSS)]);
  }
  const ranked = [...byRate].map(([rate, losses]) => ({ rate, score: mean(losses) }));
  return ranked.sort((a, b) => a.score - b.score)[0]?.rate;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
