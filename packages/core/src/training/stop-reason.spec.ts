import { describe, expect, it } from '@jest/globals';
import type { HistoryEntry } from '../contracts/run.js';
import { stopReason } from './stop-reason.js';

const history = (...losses: readonly number[]): HistoryEntry[] =>
  losses.map((loss, epoch) => ({
    epoch,
    step: 10 * epoch,
    train: { loss, accuracy: 0 },
    test: { loss: 9, accuracy: 0 },
  }));

describe('stopReason', () => {
  it('stops nothing without a rule', () => {
    expect(stopReason(undefined, history(0.1), 5)).toBeUndefined();
  });

  it('stops once the training loss is at most the level, at any evaluation', () => {
    const rule = { trainLoss: 0.5, hopeless: false };
    expect(stopReason(rule, history(2, 0.5), 5)).toBe('level-reached');
    expect(stopReason(rule, history(2, 0.4, 0.9), 5)).toBe('level-reached');
    expect(stopReason(rule, history(0.5), 5)).toBe('level-reached');
    expect(stopReason(rule, history(2, 0.51, 0.51), 5)).toBeUndefined();
  });

  it('stops hopeless runs only where asked to, and never after one epoch', () => {
    const rule = { trainLoss: 0.5, hopeless: true };
    // 1.9 * (1.9 / 2)^3 = 1.63.
    expect(stopReason(rule, history(2.3, 2, 1.9), 5)).toBe('hopeless');
    // 1 * (1 / 2)^1 = 0.5 gets there with the last epoch.
    expect(stopReason(rule, history(2.3, 2, 1), 3)).toBeUndefined();
    expect(stopReason(rule, history(2.3, 2, 1.01), 3)).toBe('hopeless');
    expect(stopReason(rule, history(2.3, 2.3), 5)).toBeUndefined();
    // A loss that rose is not expected to rise further, nor to fall.
    expect(stopReason(rule, history(2.3, 0.6, 0.7), 100)).toBe('hopeless');
    expect(stopReason({ ...rule, hopeless: false }, history(2.3, 2, 1.9), 5)).toBeUndefined();
  });
});
