import process from 'node:process';
import { createInterface } from 'node:readline/promises';
import type { Terminal } from './terminal.js';

/** How a process is asked to stop. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** The terminal this process was started from. */
export function processTerminal(): Terminal {
  return {
    arguments: process.argv.slice(2),
    workingDirectory: process.cwd(),
    environment: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    ...(process.stdin.isTTY && process.stderr.isTTY ? { ask } : {}),
    onInterruption(listener) {
      for (const signal of SIGNALS) process.on(signal, listener);
      return () => {
        for (const signal of SIGNALS) process.off(signal, listener);
      };
    },
    exit: (code) => process.exit(code),
  };
}

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  return lines.question(question).finally(() => lines.close());
}
