import process from 'node:process';
import { processTerminal } from './process-terminal.js';
import { runCli } from './run-cli.js';

// A reader that has seen enough, such as `head`, closes the pipe; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await runCli(processTerminal(), async () => (await import('./composition-root.js')).compose());
