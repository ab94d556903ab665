import type { LevelSummary } from '../summary/summary.js';

/** What the reader must know of a level that runs are at before they are trained; undefined where none is. */
export function startNote({ level, reachedAtStart }: LevelSummary, runs: number): string | undefined {
  if (reachedAtStart === undefined) return undefined;
  const who = reachedAtStart === runs ? 'every run is' : `${reachedAtStart} of ${runs} runs are`;
  return `Loss level ${level}: ${who} there before training, so it says nothing about degrees of freedom.`;
}
