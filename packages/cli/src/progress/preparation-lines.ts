import { plainText } from '@dof/core';
import { formatDuration } from '../terminal/format-numbers.js';
import type { ExperimentProgress } from './experiment-progress.js';
import type { RunningPreparation } from './preparation-progress.js';

/** That a burn-in or preparation begins: `preparing seed 1 (2 of 2)`. */
export function startedText(progress: ExperimentProgress, preparation: RunningPreparation): string {
  return `${preparation.what === 'burn-in' ? 'burning in' : 'preparing'} ${subjectOf(progress, preparation)}`;
}

/** How far one is: `preparing seed 1 (2 of 2): 41 %, about 60 s`, the seconds being those left. */
export function underWayText(progress: ExperimentProgress, preparation: RunningPreparation, now: number): string {
  const left = progress.preparations.secondsLeft(preparation.key, now);
  const time =
    left === undefined ? '' : `, about ${left < 99.5 ? `${Math.max(1, Math.round(left))} s` : formatDuration(left)}`;
  return `${startedText(progress, preparation)}: ${Math.floor(100 * preparation.share)} %${time}`;
}

/** That one has ended: `prepared seed 1 (2 of 2) in 1:05`. */
export function finishedText(progress: ExperimentProgress, preparation: RunningPreparation, now: number): string {
  const done = preparation.what === 'burn-in' ? 'burnt in' : 'prepared';
  return `${done} ${subjectOf(progress, preparation)} in ${formatDuration(now - preparation.startedAt)}`;
}

/** The method is named where several have preparations. */
function subjectOf(progress: ExperimentProgress, { run, what, number }: RunningPreparation): string {
  const { start, seed, method } = run.specification;
  const of = `(${number} of ${progress.countOf(what).total})`;
  if (what === 'burn-in') return `seed ${start.seed} ${of}`;
  const { methods } = progress.preparations;
  if (methods.length < 2) return `seed ${seed} ${of}`;
  const isDistinct = new Set(methods).size === methods.length;
  return `${isDistinct ? plainText(method.name) : progress.seriesOf(run)}, seed ${seed} ${of}`;
}
