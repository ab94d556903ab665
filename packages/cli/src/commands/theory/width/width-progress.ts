import type { WidthEvent, WidthDirection } from '@dof/analysis';
import { countOf } from '../../../terminal/format-numbers.js';
import { isScreen } from '../../../terminal/style.js';
import type { Terminal } from '../../../terminal/terminal.js';

const INTERVAL_MS = 150;

/** Shows how far a measurement of widths is, on stderr. */
export interface WidthProgress {
  next(event: WidthEvent): void;
  /** Takes the line that is redrawn off the screen. */
  stop(): void;
}

/**
 * On a screen one line, redrawn: directions done, trainings done, and how far those under way are. Elsewhere a line for
 * every direction that is done.
 *
 * @param nameOf a start in words
 */
export function widthProgress(
  { stderr, environment }: Pick<Terminal, 'stderr' | 'environment'>,
  nameOf: (start: WidthDirection['start']) => string,
): WidthProgress {
  const screen = isScreen(stderr, environment);
  const shares = new Map<string, number>();
  let [total, done, trained, reused] = [0, 0, 0, 0];
  let last = -Infinity;

  const line = (): string => {
    const running = [...shares.values()].map((share) => `${Math.floor(100 * share)} %`);
    const found = reused > 0 ? `, ${reused} of them found in the store` : '';
    return `${done} of ${countOf(total, 'direction')}, ${countOf(trained + reused, 'training')}${found}  ${running.join('  ')}`;
  };
  const draw = (now = performance.now()): void => {
    if (!screen || now - last < INTERVAL_MS) return;
    last = now;
    stderr.write(`\r\x1b[2K${line()}`);
  };

  return {
    next(event) {
      if (event.type === 'planned') total = event.directions.length;
      if (event.type === 'task') {
        const task = event.event;
        if (task.type === 'preparation-progress') shares.set(task.key, task.share);
        if (task.type === 'preparation-reused') reused += 1;
        if (task.type === 'preparation-finished') {
          shares.delete(task.key);
          trained += 1;
        }
      }
      if (event.type === 'direction-finished') {
        done += 1;
        const { start, seed, direction } = event.of;
        const { trainings, angles } = event.found;
        const open = angles.filter(({ converged }) => !converged).length;
        const state = open === 0 ? 'converged' : `${open} of ${countOf(angles.length, 'level')} not converged`;
        const what = `start ${nameOf(start)}  seed ${seed}  direction ${direction}`;
        if (!screen) stderr.write(`[${done}/${total}] ${what}  ${countOf(trainings, 'training')}  ${state}\n`);
      }
      draw();
    },
    stop: () => void (screen && stderr.write('\r\x1b[2K')),
  };
}
