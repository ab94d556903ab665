import type { DatasetFetchEvent } from '@dof/core';
import { SingleBar } from 'cli-progress';
import { isScreen, type Style } from '../../terminal/style.js';
import type { OutputStream, Terminal } from '../../terminal/terminal.js';

/** Shows how a data set comes. */
export interface FetchProgress {
  readonly next: (event: DatasetFetchEvent) => void;
  readonly stop: () => void;
}

/** One bar a file on a screen, and a line for every tenth of it elsewhere. */
export function fetchProgress(stream: OutputStream, style: Style, environment: Terminal['environment']): FetchProgress {
  const shown = isScreen(stream, environment) ? barProgress(stream, style) : lineProgress(stream);
  const write = (line: string): void => {
    shown.end();
    stream.write(`${line}\n`);
  };
  return {
    next: (event) => {
      switch (event.type) {
        case 'source':
          return write(`from ${event.description}`);
        case 'note':
          return write(style.warning(event.message));
        case 'stored':
          return write(style.good(`in ${event.folder}`));
        case 'progress':
          return shown.show(event);
      }
    },
    stop: () => shown.end(),
  };
}

type Progress = Extract<DatasetFetchEvent, { type: 'progress' }>;

interface Shown {
  show(progress: Progress): void;
  end(): void;
}

function barProgress(stream: OutputStream, style: Style): Shown {
  let file = '';
  let bar: SingleBar | undefined;
  const end = (): void => {
    bar?.stop();
    bar = undefined;
    file = '';
  };
  return {
    end,
    show(progress) {
      if (progress.file !== file) {
        end();
        file = progress.file;
        const [full, empty] = style.unicode ? ['━', '─'] : ['#', '-'];
        bar = new SingleBar({
          stream,
          fps: 8,
          hideCursor: true,
          gracefulExit: false,
          barsize: 30,
          barCompleteChar: full,
          barIncompleteChar: empty,
          format: `  {bar}  {percentage} %  {amount}  ${file}`,
        });
        bar.start(progress.total, 0, { amount: '' });
      }
      bar?.update(progress.bytes, { amount: amountOf(progress) });
    },
  };
}

function lineProgress(stream: OutputStream): Shown {
  let file = '';
  let tenths = -1;
  return {
    end: () => undefined,
    show(progress) {
      const now = Math.floor((10 * progress.bytes) / progress.total);
      if (progress.file === file && now === tenths) return;
      file = progress.file;
      tenths = now;
      stream.write(`  ${file}  ${10 * now} %  ${amountOf(progress)}\n`);
    },
  };
}

/** `12.3 of 170.1 MB`, or `2 of 6` where it is not bytes that are counted. */
function amountOf({ bytes, total }: Progress): string {
  if (total < 1000) return `${bytes} of ${total}`;
  const megabytes = (value: number): string => (value / 1e6).toFixed(1);
  return `${megabytes(bytes)} of ${megabytes(total)} MB`;
}
