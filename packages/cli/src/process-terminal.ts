import process from 'node:process';
import { createInterface } from 'node:readline/promises';
import { fromEvent, map, merge } from 'rxjs';
import type { Terminal } from './terminal.js';

/** The terminal this process was started from. */
export function processTerminal(): Terminal {
  return {
    arguments: process.argv.slice(2),
    workingDirectory: process.cwd(),
    environment: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    ...(process.stdin.isTTY && process.stderr.isTTY ? { ask } : {}),
    interruptions$: merge(
      fromEvent(process, 'SIGINT').pipe(map((): NodeJS.Signals => 'SIGINT')),
      fromEvent(process, 'SIGTERM').pipe(map((): NodeJS.Signals => 'SIGTERM')),
    ),
    exit: (code) => process.exit(code),
  };
}

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  return lines.question(question).finally(() => lines.close());
}
