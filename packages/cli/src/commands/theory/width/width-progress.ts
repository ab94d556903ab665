import type { WidthEvent, WidthDirection } from '@dof/analysis';
import { countOf } from '../../../terminal/format-numbers.js';
import { isScreen } from '../../../terminal/style.js';
import type { Terminal } from '../../../terminal/terminal.js';

const INTERVAL_MS = 150;

type TaskEvent = Extract<WidthEvent, { type: 'task' }>['event'];

/** Shows how far a measurement of widths is, on stderr. */
export interface WidthProgress {
  next(event: WidthEvent): void;
  /** Takes the line that is redrawn off the screen. */
  stop(): void;
}

/**
 * On a screen one line, redrawn: directions done, trainings done, and how far those under way are. Elsewhere a line for
 * every direction that is done, and the number of trainings at the end.
 *
 * @param nameOf a start in words
 */
export function widthProgress(
  { stderr, environment }: Pick<Terminal, 'stderr' | 'environment'>,
  nameOf: (start: WidthDirection['start']) => string,
): WidthProgress {
  const screen = isScreen(stderr, environment);
  const shares = new Map<string, number>();
  /** Keys of trainings under way: burn-ins are tasks too. */
  const trainings = new Set<string>();
  let [total, done, trained, reused, awaited] = [0, 0, 0, 0, 0];
  let last = -Infinity;

  const counts = (): string => {
    const found = reused > 0 ? `, ${reused} of them found in the store` : '';
    return `${countOf(trained + reused, 'training')}${found}`;
  };
  const draw = (now = performance.now()): void => {
    if (!screen || now - last < INTERVAL_MS) return;
    last = now;
    const running = [...shares.values()].map((share) => `${Math.floor(100 * share)} %`);
    const waiting = running.length === 0 && awaited > 0 ? ['waiting for another process'] : running;
    stderr.write(`\r\x1b[2K${done} of ${countOf(total, 'direction')}, ${counts()}  ${waiting.join('  ')}`);
  };
  const hear = (task: TaskEvent): void => {
    switch (task.type) {
      case 'preparation-started':
        if (task.what === 'prepare') trainings.add(task.key);
        return;
      case 'preparation-progress':
        return void shares.set(task.key, task.share);
      case 'preparation-reused':
        reused += 1;
        return;
      case 'preparation-finished':
        shares.delete(task.key);
        if (trainings.delete(task.key)) trained += 1;
        return;
      case 'work-awaited':
        awaited += 1;
        return;
      default:
    }
  };

  return {
    next(event) {
      switch (event.type) {
        case 'planned':
          total = event.directions.length;
          if (!screen)
            stderr.write(`${countOf(total, 'direction')}, at most ${countOf(event.mostTrainings, 'training')}\n`);
          break;
        case 'task':
          hear(event.event);
          break;
        case 'direction-finished': {
          done += 1;
          const { start, seed, direction } = event.of;
          const { trainings: count, angles } = event.found;
          const open = angles.filter(({ limit }) => limit !== undefined).length;
          const state = open === 0 ? 'converged' : `${open} of ${countOf(angles.length, 'level')} not converged`;
          const what = `start ${nameOf(start)}  seed ${seed}  direction ${direction}`;
          if (!screen) stderr.write(`[${done}/${total}] ${what}  ${countOf(count, 'training')}  ${state}\n`);
          break;
        }
        case 'finished':
          if (!screen) stderr.write(`${counts()}\n`);
          break;
      }
      draw();
    },
    stop: () => void (screen && stderr.write('\r\x1b[2K')),
  };
}
