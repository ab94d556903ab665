import { plainText } from '@dof/core';
import { formatDuration } from '../terminal/format-numbers.js';
import type { ExperimentProgress } from './experiment-progress.js';
import type { RunningPreparation } from './preparation-progress.js';

/** That a burn-in or preparation begins: `preparing seed 1 (2 of 2)`. */
export function startedText(progress: ExperimentProgress, preparation: RunningPreparation): string {
  return `${beginning(progress, preparation)}${ending(progress, preparation)}`;
}

/** How far one is: `preparing seed 1 (2 of 2): 41 %, about 60 s`, the seconds being those left. */
export function underWayText(progress: ExperimentProgress, preparation: RunningPreparation, now: number): string {
  const left = progress.preparations.secondsLeft(preparation.key, now);
  const time =
    left === undefined ? '' : `, about ${left < 99.5 ? `${Math.max(1, Math.round(left))} s` : formatDuration(left)}`;
  const percent = `${Math.floor(100 * preparation.share)} %`;
  return `${beginning(progress, preparation)}: ${percent}${time}${ending(progress, preparation)}`;
}

/** That one has ended: `prepared seed 1 (2 of 2) in 1:05`. */
export function finishedText(progress: ExperimentProgress, preparation: RunningPreparation, now: number): string {
  const done = preparation.what === 'burn-in' ? 'burnt in' : 'prepared';
  const time = formatDuration(now - preparation.startedAt);
  return `${done} ${numbered(progress, preparation)} in ${time}${ending(progress, preparation)}`;
}

function beginning(progress: ExperimentProgress, preparation: RunningPreparation): string {
  return `${preparation.what === 'burn-in' ? 'burning in' : 'preparing'} ${numbered(progress, preparation)}`;
}

function numbered(progress: ExperimentProgress, { run, what, number }: RunningPreparation): string {
  const { start, seed } = run.specification;
  return `seed ${what === 'burn-in' ? start.seed : seed} (${number} of ${progress.countOf(what).total})`;
}

/** The method where several have preparations: last, since its name may be long. */
function ending(progress: ExperimentProgress, { run, what }: RunningPreparation): string {
  const { methods } = progress.preparations;
  if (what === 'burn-in' || methods.length < 2) return '';
  const isDistinct = new Set(methods).size === methods.length;
  return `  ${isDistinct ? plainText(run.specification.method.name) : progress.seriesOf(run)}`;
}
