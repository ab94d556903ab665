import { PassThrough } from 'node:stream';
import { Subject } from 'rxjs';
import type { OutputStream, Terminal } from '../src/terminal/terminal.js';

/** A terminal whose streams can be read back and whose signals are sent by hand. */
export interface CapturedTerminal extends Terminal {
  readonly interruptions$: Subject<NodeJS.Signals>;
  /** Codes that the process was told to end with at once. */
  readonly exits: number[];
  output(): string;
  errors(): string;
}

export interface CapturedOptions {
  readonly workingDirectory: string;
  readonly tty?: boolean;
  readonly environment?: Terminal['environment'];
}

export function capturedTerminal(arguments_: readonly string[], options: CapturedOptions): CapturedTerminal {
  const stdout = capture(options.tty === true);
  const stderr = capture(options.tty === true);
  const exits: number[] = [];
  const interruptions$ = new Subject<NodeJS.Signals>();
  return {
    arguments: arguments_,
    workingDirectory: options.workingDirectory,
    environment: options.environment ?? { LANG: 'C.UTF-8' },
    stdout: stdout.stream,
    stderr: stderr.stream,
    interruptions$,
    onInterruption(listener) {
      const subscription = interruptions$.subscribe(listener);
      return () => subscription.unsubscribe();
    },
    exits,
    exit: (code) => void exits.push(code),
    output: stdout.text,
    errors: stderr.text,
  };
}

/** A stream, perhaps one that says it is a screen of 100 x 30, and what was written to it. */
export function capture(tty: boolean): { readonly stream: OutputStream; text(): string } {
  const chunks: string[] = [];
  const stream = new PassThrough();
  stream.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  return {
    stream: tty ? Object.assign(stream, { isTTY: true, columns: 100, rows: 30 }) : stream,
    text: () => chunks.join(''),
  };
}
