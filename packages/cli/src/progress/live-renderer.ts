import { MultiBar } from 'cli-progress';
import type { Style } from '../terminal/style.js';
import type { OutputStream } from '../terminal/terminal.js';
import { ExperimentProgress, type ProgressRenderer } from './experiment-progress.js';
import { hiddenLine, idleLine, overallLine, preparationLine, runLine } from './live-lines.js';
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
import { WorkSlots, type WorkUnderWay } from './work-slots.js';

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
  const seconds = (): number => performance.now() / 1000;
  const startedAt = seconds();
  /** Logged since the last frame; the bars forget these when they stop. */
  const unseen: string[] = [];
  let bars: MultiBar | undefined;
  let stopped = false;
  let awaiting = false;

  // A terminal that does not know its size says 0.
  const width = (): number => (stream.columns || 80) - 1;
  const workLine = (key = ''): string => {
    const run = progress.running.get(key);
    if (run !== undefined) return runLine(progress.seriesOf(run.run), run, width(), style);
    const preparation = progress.preparations.running.get(key);
    if (preparation === undefined) return idleLine(style);
    return preparationLine(progress, preparation, seconds(), width(), style);
  };
  const workUnderWay = (): WorkUnderWay => ({
    preparations: [...progress.preparations.running.keys()],
    runs: [...progress.running.keys()],
  });
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
    const rows = stream.rows || 24;
    // One line less where the last says how much is not shown.
    const shown = concurrency <= rows - 4 ? concurrency : Math.max(1, rows - 5);
    const slots = new WorkSlots(shown);
    // The last finished runs stay in sight above.
    const room = Math.min(diagram.height, rows - shown - 5);
    for (let index = 0; index < room; index++) line(() => diagram.lines(width(), room, style)[index] ?? '');
    for (let slot = 0; slot < shown; slot++) {
      line(() => {
        if (slot === 0) slots.update(workUnderWay());
        return workLine(slots.keys[slot]);
      });
    }
    if (shown < concurrency) line(() => (slots.hidden > 0 ? hiddenLine(slots.hidden, style) : idleLine(style)));
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
      if (event.type === 'run-finished')
        write(finishedLine(progress.seriesOf(event.result), event.result, progress.settled, progress.planned, style));
      if (event.type === 'run-failed') write(failedLine(progress.seriesOf(event.run), event, style));
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
