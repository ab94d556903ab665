import type { BestValues, HistoryEntry } from '../contracts/run.js';

/** The lowest losses and highest accuracies of a history; of an empty one, what no level accepts. */
export function bestValues(history: readonly HistoryEntry[]): BestValues | undefined {
  if (history.length === 0) return undefined;
  return {
    trainLoss: Math.min(...history.map((entry) => entry.train.loss)),
    trainAccuracy: Math.max(...history.map((entry) => entry.train.accuracy)),
    testLoss: Math.min(...history.map((entry) => entry.test.loss)),
    testAccuracy: Math.max(...history.map((entry) => entry.test.accuracy)),
  };
}
