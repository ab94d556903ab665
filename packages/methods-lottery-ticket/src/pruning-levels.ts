import type { TicketOptions } from './ticket-options.js';

/**
 * How many prunable parameters each training run starts with, the first with all of them. They depend on the share
 * pruned per level alone; there are as many as the least number of survivors needs.
 *
 * @param least how many prunable parameters the smallest ticket keeps
 */
export function pruningLevels(
  { pruning, prunedPerLevel }: TicketOptions,
  prunable: number,
  least: number,
): readonly number[] {
  const levels = [prunable];
  while (pruning === 'iterative') {
    const next = Math.floor(levels[levels.length - 1] * (1 - prunedPerLevel));
    if (next < Math.max(1, least)) break;
    levels.push(next);
  }
  return levels;
}
