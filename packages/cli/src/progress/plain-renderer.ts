import type { ExperimentEvent } from '@dof/core';
import type { Style } from '../terminal/style.js';
import type { OutputStream } from '../terminal/terminal.js';
import { ExperimentProgress, type ProgressRenderer } from './experiment-progress.js';
import { finishedText, startedText, underWayText } from './preparation-lines.js';
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

const PREPARATIONS_SAID_MILLISECONDS = 60_000;

/**
 * One line per finished run, for logs and pipes. Burn-ins and preparations, which may take long, have one when they begin,
 * one when they end, and one every minute.
 */
export function plainRenderer(stream: OutputStream, style: Style): ProgressRenderer {
  const progress = new ExperimentProgress();
  const seconds = (): number => performance.now() / 1000;
  const write = (line: string): void => void stream.write(`${line}\n`);
  let reuseSaid = false;
  let awaiting = false;
  const sayReuse = (event: ExperimentEvent): void => {
    if (reuseSaid || event.type === 'planned' || event.type === 'run-reused') return;
    reuseSaid = true;
    if (progress.reused > 0) write(reusedLine(progress.reused, progress.planned));
  };
  const sayPreparations = (): void => {
    for (const one of progress.preparations.running.values()) write(underWayText(progress, one, seconds()));
  };
  const timer = setInterval(sayPreparations, PREPARATIONS_SAID_MILLISECONDS);
  timer.unref();
  return {
    next(event) {
      const before = event.type === 'preparation-finished' ? progress.preparations.running.get(event.key) : undefined;
      progress.next(event, seconds());
      sayReuse(event);
      const begun = event.type === 'preparation-started' ? progress.preparations.running.get(event.key) : undefined;
      if (begun !== undefined) write(startedText(progress, begun));
      if (before !== undefined) write(finishedText(progress, before, seconds()));
      if (event.type === 'planned') for (const line of [plannedLine(event), ...noticeLines(event, style)]) write(line);
      if (event.type === 'code-changed') write(codeChangedLine(event, style));
      if (event.type === 'runs-added') write(searchedLine(event));
      if (event.type === 'search-finished') write(searchFinishedLine(event));
      if (event.type === 'work-awaited' && !awaiting) write(AWAITED_LINE);
      awaiting ||= event.type === 'work-awaited';
      if (event.type === 'run-failed') write(failedLine(progress.seriesOf(event.run), event, style));
      if (event.type === 'run-finished')
        write(finishedLine(progress.seriesOf(event.result), event.result, progress.settled, progress.planned, style));
    },
    note: write,
    stop: () => clearInterval(timer),
  };
}
