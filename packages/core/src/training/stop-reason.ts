import type { HistoryEntry, StopReason, StoppingRule } from '../contracts/run.js';

/** Whether a run with this history, of at least the start, and epochs left should end here; undefined: it should not. */
export function stopReason(
  rule: StoppingRule | undefined,
  history: readonly HistoryEntry[],
  epochs: number,
): StopReason | undefined {
  if (rule === undefined) return undefined;
  const losses = history.map(({ train }) => train.loss);
  if (Math.min(...losses) <= rule.trainLoss) return 'level-reached';
  // The first epoch says too little: learning rates often start by raising the loss.
  if (!rule.hopeless || losses.length < 3) return undefined;
  const [before, last] = losses.slice(-2);
  const left = epochs - history[history.length - 1].epoch;
  return last * Math.min(1, last / before) ** left > rule.trainLoss ? 'hopeless' : undefined;
}
