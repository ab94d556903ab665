import { MultiBar } from 'cli-progress';
import type { Style } from '../terminal/style.js';
import type { OutputStream } from '../terminal/terminal.js';
import { ExperimentProgress, type ProgressRenderer } from './experiment-progress.js';
import { idleLine, overallLine, preparationLine, runLine } from './live-lines.js';
import { PhaseDiagram } from './phase-diagram.js';
import {
  AWAITED_LINE,
  codeChangedLine,
  failedLine,
  finishedLine,
  noticeLines,
  plannedLine,
  reusedLine,
  searchedLine,
  searchFinishedLine,
} from './run-lines.js';

const FRAMES_PER_SECOND = 8;
const CLEAR_TO_END_OF_LINE = '\x1b[K';

/** Where and how progress is drawn. */
export interface LiveScreen {
  readonly stream: OutputStream;
  readonly style: Style;
  /** Runs at once. */
  readonly concurrency: number;
  /** Of the phase diagram; chosen from the runs when empty. */
  readonly lossLevels: readonly number[];
}

/** The phase diagram, a bar over all and a line per worker, redrawn in place; finished runs scroll by above. */
export function liveRenderer({ stream, style, concurrency, lossLevels }: LiveScreen): ProgressRenderer {
  const progress = new ExperimentProgress();
  const diagram = new PhaseDiagram(lossLevels, (run) => progress.seriesOf(run));
  const slots: (string | undefined)[] = Array.from({ length: concurrency });
  const seconds = (): number => performance.now() / 1000;
  const startedAt = seconds();
  /** Logged since the last frame; the bars forget these when they stop. */
  const unseen: string[] = [];
  let bars: MultiBar | undefined;
  let stopped = false;
  let awaiting = false;

  const width = (): number => (stream.columns ?? 80) - 1;
  const slotLine = (slot: number): string => {
    const key = slots[slot] ?? '';
    const run = progress.running.get(key);
    if (run !== undefined) return runLine(progress.seriesOf(run.run), run, width(), style);
    const preparation = progress.preparing.get(key);
    if (preparation === undefined) return idleLine(style);
    return preparationLine(progress.seriesOf(preparation.run), preparation, width(), style);
  };
  const draw = (): MultiBar => {
    const made = new MultiBar({
      stream,
      fps: FRAMES_PER_SECOND,
      hideCursor: true,
      clearOnComplete: true,
      // Signals are handled by the command, which keeps what is finished.
      gracefulExit: false,
      forceRedraw: true,
    });
    const line = (format: () => string): void => void made.create(1, 0, {}, { format });
    line(() => overallLine(progress, { now: seconds(), startedAt }, concurrency, width(), style));
    const rows = stream.rows ?? 24;
    const shown = Math.max(1, Math.min(concurrency, rows - 4));
    // The last finished runs stay in sight above.
    const room = Math.min(diagram.height, rows - shown - 5);
    for (let index = 0; index < room; index++) line(() => diagram.lines(width(), room, style)[index] ?? '');
    for (let slot = 0; slot < shown; slot++) line(() => slotLine(slot));
    made.on('redraw-post', () => unseen.splice(0));
    return made;
  };
  const write = (line: string): void => {
    if (bars === undefined) {
      stream.write(`${line}\n`);
      return;
    }
    bars.log(`${line}${CLEAR_TO_END_OF_LINE}\n`);
    unseen.push(line);
  };
  const release = (key: string): void => {
    const slot = slots.indexOf(key);
    if (slot >= 0) slots[slot] = undefined;
  };
  const occupy = (key: string): void => {
    const free = slots.indexOf(undefined);
    if (free >= 0) slots[free] = key;
  };

  return {
    next(event) {
      progress.next(event, seconds());
      if (event.type === 'planned' || event.type === 'runs-added') diagram.plan(event.runs);
      if (event.type === 'run-reused' || event.type === 'run-finished') diagram.add(event.result);
      if (event.type === 'planned') for (const line of [plannedLine(event), ...noticeLines(event, style)]) write(line);
      if (event.type === 'planned' || event.type === 'run-reused' || stopped) return;
      if (event.type === 'code-changed') {
        write(codeChangedLine(event, style));
        return;
      }
      if (bars === undefined) {
        if (progress.reused > 0) write(reusedLine(progress.reused, progress.planned));
        if (event.type === 'experiment-finished') return;
        bars = draw();
      }
      if (event.type === 'runs-added') write(searchedLine(event));
      if (event.type === 'search-finished') write(searchFinishedLine(event));
      if (event.type === 'work-awaited' && !awaiting) write(AWAITED_LINE);
      awaiting ||= event.type === 'work-awaited';
      if (event.type === 'preparation-started') occupy(event.key);
      if (event.type === 'preparation-finished') release(event.key);
      if (event.type === 'run-started') occupy(event.run.hash);
      if (event.type === 'run-finished') {
        release(event.result.hash);
        write(finishedLine(progress.seriesOf(event.result), event.result, progress.settled, progress.planned, style));
      }
      if (event.type === 'run-failed') {
        release(event.run.hash);
        write(failedLine(progress.seriesOf(event.run), event, style));
      }
    },
    note: write,
    stop() {
      if (stopped) return;
      stopped = true;
      bars?.stop();
      bars = undefined;
      for (const line of unseen.splice(0)) write(line);
    },
  };
}
