import type { BestValues } from '@dof/core';

/** True where every measure has a best value. */
export function isFiniteBest({ trainLoss, trainAccuracy, testLoss, testAccuracy }: BestValues): boolean {
  return [trainLoss, trainAccuracy, testLoss, testAccuracy].every(Number.isFinite);
}
