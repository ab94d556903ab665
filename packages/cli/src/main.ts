import process from 'node:process';
import { errorCode } from '@dof/core/errors';
import { ExitCode } from './exit-code.js';
import { runCli } from './run-cli.js';
import { processTerminal } from './terminal/process-terminal.js';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left where it goes',
  EFBIG: 'the file would be too large',
  EIO: 'the device does not work',
  EDQUOT: 'the quota is used up',
};

// A reader that has seen enough, such as `head`, closes the pipe; that is no failure.
process.stdout.on('error', (error) => {
  const code = errorCode(error) ?? '';
  if (code === 'EPIPE') process.exit(ExitCode.done);
  process.stderr.write(
    `dof: cannot write the output: ${REASONS[code] ?? (code || error.message)}; finished runs are kept\n`,
  );
  process.exit(ExitCode.mistake);
});
// Progress and notes that nobody can be told of are no reason to stop.
process.stderr.on('error', () => undefined);

process.exitCode = await runCli(processTerminal(), async () => (await import('./composition-root.js')).compose());
