import type { Experiment } from '@dof/core';

/** Asked about where an experiment names no levels. */
const USUAL_LEVELS = [1, 0.5, 0.2, 0.1, 0.05];
const DRAWN_PER_OCTAVE = 6;

/** Levels of the table: those of the experiment's analysis, falling. */
export function askedLevels({ analysis }: Pick<Experiment, 'analysis'>): readonly number[] {
  const levels = analysis.lossLevels.length > 0 ? analysis.lossLevels : USUAL_LEVELS;
  return [...new Set(levels)].sort((a, b) => b - a);
}

/** Levels that curves are drawn through: around those asked, and in between, falling. */
export function drawnLevels(asked: readonly number[]): readonly number[] {
  const highest = 2 * asked[0];
  const lowest = (asked.at(-1) ?? asked[0]) / 2;
  const count = Math.ceil(DRAWN_PER_OCTAVE * Math.log2(highest / lowest));
  return Array.from({ length: count + 1 }, (_, i) => highest * (lowest / highest) ** (i / count));
}
