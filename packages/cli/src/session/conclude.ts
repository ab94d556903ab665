import type { CommandContext } from '../command-line/command-context.js';
import { ExitCode } from '../exit-code.js';
import { countOf } from '../terminal/format-numbers.js';
import type { SessionOutcome } from './run-session.js';

/**
 * Says what is not done, and why, and decides the exit code of the process.
 *
 * @param freshSince since when runs count as trained again; undefined where all that is finished counts.
 */
export function conclude(
  outcome: SessionOutcome,
  finished: number,
  { terminal, finish }: CommandContext,
  freshSince?: string,
): void {
  const planned = outcome.planned?.runs.length ?? 0;
  if (outcome.failed.length > 0) {
    const [first] = outcome.failed;
    terminal.stderr.write(
      `dof: ${outcome.failed.length} of ${countOf(planned, 'run')} could not be done, the first because: ${first.message}\n`,
    );
    finish(ExitCode.mistake);
  }
  if (outcome.interrupted) {
    // What is trained again already stays so.
    const onwards = terminal.arguments.flatMap((argument) =>
      argument === '--fresh' && freshSince !== undefined ? ['--fresh-since', freshSince] : [argument],
    );
    const done =
      planned === 0 ? 'before anything was trained' : `with ${finished} of ${countOf(planned, 'run')} finished`;
    terminal.stderr.write(`stopped ${done}; to go on from there: ${shellCommand(onwards)}\n`);
    finish(ExitCode.interrupted);
  }
}

/** The command line that gives these arguments to `dof`, to be pasted into a shell. */
export function shellCommand(arguments_: readonly string[]): string {
  return ['dof', ...arguments_.map(quote)].join(' ');
}

function quote(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
