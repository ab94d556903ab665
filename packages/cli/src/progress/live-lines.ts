import { countOf, formatDuration, formatLoss } from '../terminal/format-numbers.js';
import type { Style } from '../terminal/style.js';
import type { ExperimentProgress, RunningRun } from './experiment-progress.js';
import { experimentSecondsLeft } from './experiment-seconds-left.js';
import { underWayText } from './preparation-lines.js';
import type { RunningPreparation } from './preparation-progress.js';

const LARGEST_BAR = 30;
const SMALLEST_BAR = 6;
/** Below this width a line has no room for a name. */
const NARROW = 60;

/** The line over all: a bar, how many runs are settled, how long it has been and how long it will be. */
export function overallLine(
  progress: ExperimentProgress,
  clock: { readonly now: number; readonly startedAt: number },
  concurrency: number,
  width: number,
  style: Style,
): string {
  const { planned, settled, share } = progress;
  const left = experimentSecondsLeft(progress, concurrency, clock.now);
  const facts = [
    ...unfinishedPreparations(progress),
    `${settled}/${countOf(planned, 'run')}`,
    `${Math.floor(share * 100)} %`,
    `${formatDuration(clock.now - clock.startedAt)} gone`,
    left === undefined ? 'estimating time left' : `about ${formatDuration(left)} left`,
  ];
  if (progress.diverged > 0) facts.push(`${progress.diverged} diverged`);
  if (progress.failed > 0) facts.push(`${progress.failed} failed`);
  return withBar(share, facts.join('  '), width, style, style.bold);
}

/** The line of a run under way, of a series of this name. */
export function runLine(
  series: string,
  { run, share, epoch, loss, best }: RunningRun,
  width: number,
  style: Style,
): string {
  const { degreesOfFreedom, seed, training } = run.specification;
  // The last evaluation is still to come when the last epoch's steps are done.
  const current = Math.min(training.epochs, epoch + 1);
  const facts = [
    series,
    `d ${String(degreesOfFreedom).padStart(5)}`,
    `seed ${seed}`,
    `epoch ${current}/${training.epochs}`,
    `loss ${loss === undefined ? '-' : formatLoss(loss)}`,
    `best ${best === undefined ? '-' : formatLoss(best)}`,
  ];
  return withBar(share, facts.join('  '), width, style, (text) => text);
}

/** The line of a burn-in or preparation under way. */
export function preparationLine(
  progress: ExperimentProgress,
  preparation: RunningPreparation,
  now: number,
  width: number,
  style: Style,
): string {
  const text = underWayText(progress, preparation, now);
  // The name at the end is cut before the bar goes.
  const shown = width < NARROW ? text : text.slice(0, width - SMALLEST_BAR - 5);
  return withBar(preparation.share, shown, width, style, (line) => line);
}

/** The line of work under way for which there is no room. */
export function hiddenLine(hidden: number, style: Style): string {
  return style.dim(`  and ${hidden} more under way`);
}

/** The line of a worker with nothing to do. */
export function idleLine(style: Style): string {
  return style.dim(style.unicode ? '  ·' : '  .');
}

/** How many burn-ins and preparations are finished, as long as some are not. */
function unfinishedPreparations(progress: ExperimentProgress): readonly string[] {
  const { finished, total } = progress.allPreparations;
  return finished === total ? [] : [`${finished}/${countOf(total, 'preparation')}`];
}

/** A bar as long as the width leaves room for, then the text, cut at the width. */
function withBar(share: number, text: string, width: number, style: Style, paint: (text: string) => string): string {
  const room = Math.min(LARGEST_BAR, width - text.length - 5);
  if (room < SMALLEST_BAR) return paint(`  ${text}`.slice(0, width));
  const done = Math.round(Math.min(1, Math.max(0, share)) * room);
  const [full, empty] = style.unicode ? ['━', '─'] : ['#', '-'];
  return `  ${style.accent(full.repeat(done))}${style.dim(empty.repeat(room - done))}  ${paint(text)}`;
}
